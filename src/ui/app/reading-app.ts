import type { WorkspaceState } from '../../workspace/types';
import type { App } from '../app-context';
import { roomOf } from '../shell/use-room';

/**
 * The app for windows of any width: in one too narrow to edit in, everything looks as in a tab that only follows, and
 * no part offers to write.
 */
export function readingWhereNarrow(app: App): App {
  let last: { readonly of: WorkspaceState; readonly shown: WorkspaceState } | undefined;
  const isNarrow = () => roomOf(window.innerWidth) === 'phone';
  return {
    ...app,
    getState: () => {
      const state = app.getState();
      if (!isNarrow() || state.role === 'follower') return state;
      if (last?.of !== state) last = { of: state, shown: { ...state, role: 'follower' } };
      return last.shown;
    },
    subscribe: (listener) => {
      let was = isNarrow();
      const resized = () => {
        if (isNarrow() === was) return;
        was = !was;
        listener();
      };
      window.addEventListener('resize', resized);
      const end = app.subscribe(listener);
      return () => {
        window.removeEventListener('resize', resized);
        end();
      };
    },
  };
}
