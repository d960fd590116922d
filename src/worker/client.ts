import { engineCalls } from './engine-calls';
import type { Summary } from '../analysis/types';
import type { SourceFile } from '../yaml/types';
import type { Engine, EngineCall, EngineRequest, EngineResponse } from './protocol';
import { createPacker } from './texts';

/** What the client needs of a Worker. */
export type Thread = {
  postMessage(request: EngineRequest): void;
  terminate(): void;
  onmessage: ((event: { readonly data: EngineResponse }) => void) | null;
  onerror: ((event: { readonly message?: string; preventDefault?: () => void }) => void) | null;
};

type Texts = { readonly revision: number; readonly files: readonly SourceFile[] };
type Waiting = {
  readonly call: EngineCall;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
};
type Update = Texts & {
  readonly resolve: (summary: Summary | undefined) => void;
  readonly reject: (error: Error) => void;
};

export type EngineClient = Engine & {
  /** Stops what is being computed. The next texts start anew. */
  readonly stop: () => void;
  readonly close: () => void;
};

export type ClientOptions = {
  readonly startThread: () => Thread;
  /** A thread that has worked this long on texts that are no longer the newest is given up. In ms. */
  readonly patience?: number;
};

/**
 * The engine as the screen holds it. One update is under way at a time and the newest texts wait; those in between
 * are answered with undefined. After a crash a new thread starts with the last texts. A second crash on the same
 * texts is told as a rejection, and the next texts try again.
 */
export function createEngineClient({ startThread, patience = 10_000 }: ClientOptions): EngineClient {
  const waiting = new Map<number, Waiting>();
  const held: EngineRequest[] = [];
  let thread: Thread | undefined;
  let pack = createPacker();
  let lastId = 0;
  let running: Update | undefined;
  let next: Update | undefined;
  let told: Texts | undefined;
  let crashedRevision: number | undefined;
  let guard: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const start = (): Thread => {
    const started = startThread();
    pack = createPacker();
    started.onmessage = (event) => {
      if (thread === started) receive(event.data);
    };
    started.onerror = (event) => {
      event.preventDefault?.();
      if (thread === started) crashed(event.message ?? 'the engine stopped');
    };
    thread = started;
    return started;
  };

  const receive = (response: EngineResponse): void => {
    const asked = waiting.get(response.id);
    waiting.delete(response.id);
    if (asked === undefined) return;
    if (response.ok) asked.resolve(response.value);
    else asked.reject(new Error(response.message));
  };

  const send = (call: EngineCall, parameters: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (closed) {
        reject(new Error('the engine was closed'));
        return;
      }
      if (call !== 'update' && thread === undefined && told !== undefined) {
        reject(new Error('the engine has stopped; it starts again with the next edit'));
        return;
      }
      const id = ++lastId;
      waiting.set(id, { call, resolve, reject });
      const request = { id, call, arguments: parameters };
      // A question is about the newest texts, so it may not overtake them.
      if (call !== 'update' && next !== undefined) held.push(request);
      else post(request);
    });

  const post = (request: EngineRequest): void => {
    try {
      (thread ?? start()).postMessage(request);
    } catch (error) {
      waiting.get(request.id)?.reject(error instanceof Error ? error : new Error(String(error)));
      waiting.delete(request.id);
    }
  };

  /** Ends the thread; questions that were waiting are rejected. The update under way is the caller's to settle. */
  const drop = (reason: string): void => {
    thread?.terminate();
    thread = undefined;
    clearTimeout(guard);
    const lost = [...waiting.values()];
    waiting.clear();
    held.length = 0;
    for (const { call, reject } of lost) if (call !== 'update') reject(new Error(reason));
  };

  const crashed = (message: string): void => {
    const update = running;
    running = undefined;
    drop(message);
    const texts = next ?? update ?? told;
    if (texts === undefined) return;
    if (next !== undefined) update?.resolve(undefined);
    else if (crashedRevision === texts.revision) {
      update?.reject(new Error(message));
      return;
    }
    crashedRevision = texts.revision;
    const again = next ?? update ?? { ...texts, resolve: () => undefined, reject: () => undefined };
    next = undefined;
    run(again);
  };

  const run = (update: Update): void => {
    running = update;
    told = { revision: update.revision, files: update.files };
    // A new thread knows no texts: it must stand before they are packed for it.
    if (thread === undefined && !closed) start();
    const asked = [...waiting.keys()];
    watch(() => asked.some((id) => waiting.has(id)));
    send('update', [pack(told)]).then(
      (summary) => finish(update, () => update.resolve(summary as Summary | undefined)),
      (error: unknown) => finish(update, () => update.reject(error as Error)),
    );
    if (next === undefined) for (const request of held.splice(0)) post(request);
  };

  /** Gives the thread up after a while if something still waits for it in vain. */
  const watch = (inVain: () => boolean): void => {
    clearTimeout(guard);
    guard = setTimeout(() => {
      if (running !== undefined && inVain()) crashed('this took too long and was given up');
    }, patience);
  };

  const finish = (update: Update, settle: () => void): void => {
    if (running !== update) return;
    running = undefined;
    clearTimeout(guard);
    settle();
    if (next !== undefined) {
      const following = next;
      next = undefined;
      run(following);
    }
  };

  const update: Engine['update'] = ({ revision, files }) =>
    new Promise((resolve, reject) => {
      const wish: Update = { revision, files, resolve, reject };
      if (running === undefined) {
        run(wish);
        return;
      }
      next?.resolve(undefined);
      if (next === undefined) watch(() => true);
      next = wish;
    });

  const stop = (): void => {
    const stopped = [running, next];
    running = undefined;
    next = undefined;
    drop('stopped');
    for (const wish of stopped) wish?.reject(new Error('stopped'));
  };

  const ask = Object.fromEntries(
    engineCalls.map((call) => [call, (...parameters: readonly unknown[]) => send(call, parameters)]),
  ) as unknown as Engine;
  return {
    ...ask,
    update,
    stop,
    close: () => {
      stop();
      closed = true;
    },
  };
}
