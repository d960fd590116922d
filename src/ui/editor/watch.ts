import type { App } from '../app-context';
import type { WorkspaceState } from '../../workspace/types';
import type { CancellationToken } from './monaco';

/** Runs with a part of the state, now and whenever it is another; until stopped. */
export function watch<T>(
  app: App,
  select: (state: WorkspaceState) => T,
  run: (value: T) => void,
): () => void {
  let last = select(app.getState());
  run(last);
  return app.subscribe(() => {
    const next = select(app.getState());
    if (next === last) return;
    last = next;
    run(next);
  });
}

/** Whether the engine's answers are about the text as it is now. */
export function isCurrent(state: WorkspaceState): boolean {
  return state.summary?.revision === state.revision;
}

/** Waits until the engine has caught up with the text; false where nobody waits for it any more. */
export async function caughtUp(app: App, token: CancellationToken): Promise<boolean> {
  if (isCurrent(app.getState())) return true;
  return new Promise((resolve) => {
    const finish = (done: boolean) => {
      unwanted.dispose();
      stop();
      resolve(done);
    };
    const unwanted = token.onCancellationRequested(() => {
      finish(false);
    });
    const stop = app.subscribe(() => {
      if (isCurrent(app.getState())) finish(true);
    });
  });
}
