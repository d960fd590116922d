import { createEngineClient } from './client';
import type { EngineClient, Thread } from './client';

function startThread(): Thread {
  return new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'engine' });
}

/** Starts the engine in its own thread at once: its code loads while the screen's code does. */
export function startEngine(): EngineClient {
  let early: Thread | undefined = startThread();
  return createEngineClient({
    startThread: () => {
      const thread = early ?? startThread();
      early = undefined;
      return thread;
    },
  });
}
