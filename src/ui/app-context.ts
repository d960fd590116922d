import { createContext, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Engine } from '../worker/protocol';
import type { WorkspaceCommands, WorkspaceState } from '../workspace/types';

/** Everything that components reach for: the state, what can be done to it, and the engine to ask. */
export type App = {
  readonly getState: () => WorkspaceState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly commands: WorkspaceCommands;
  readonly engine: Engine;
};

export const AppContext = createContext<App | undefined>(undefined);

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === undefined) throw new Error('a component stands outside AppContext');
  return app;
}

/** A part of the state. `select` must return the same value for the same state: pick, never build. */
export function useWorkspace<T>(select: (state: WorkspaceState) => T): T {
  const app = useApp();
  return useSyncExternalStore(app.subscribe, () => select(app.getState()));
}

export function useCommands(): WorkspaceCommands {
  return useApp().commands;
}

/**
 * The engine's answer to a question; asked again when the analyzed revision or one of `keys` changes. While a new
 * answer is on its way the last one stays, unless `keys` changed.
 */
export function useAnswer<T>(
  ask: ((engine: Engine) => Promise<T>) | undefined,
  keys: readonly (string | number | boolean | undefined)[],
): { readonly value: T | undefined; readonly failure: string | undefined } {
  const { engine } = useApp();
  const revision = useWorkspace((state) => state.summary?.revision);
  const key = JSON.stringify(keys);
  const [answer, setAnswer] = useState<{ key: string; value?: T; failure?: string }>({ key });
  const question = useRef(ask);
  useEffect(() => {
    question.current = ask;
  });
  useEffect(() => {
    if (question.current === undefined || revision === undefined) return;
    let current = true;
    question.current(engine).then(
      (value) => {
        if (current) setAnswer({ key, value });
      },
      (error: unknown) => {
        if (current) setAnswer({ key, failure: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      current = false;
    };
  }, [engine, key, revision]);
  const fresh = answer.key === key;
  return { value: fresh ? answer.value : undefined, failure: fresh ? answer.failure : undefined };
}
