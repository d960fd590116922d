import { createEngineClient } from './client';
import type { EngineClient, Thread } from './client';
import type { EngineResponse } from './protocol';

function startThread(): Thread {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), {
    type: 'module',
    name: 'engine',
  });
  const thread: Thread = {
    postMessage: (request) => worker.postMessage(request),
    terminate: () => worker.terminate(),
    onmessage: null,
    onerror: null,
  };
  worker.onmessage = (event: MessageEvent<EngineResponse>) => thread.onmessage?.(event);
  worker.onerror = (event) => thread.onerror?.(event);
  return thread;
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
