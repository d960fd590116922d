import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEngineClient } from './client';
import type { Thread } from './client';
import type { EngineRequest } from './protocol';

class FakeThread implements Thread {
  readonly sent: EngineRequest[] = [];
  ended = false;
  onmessage: Thread['onmessage'] = null;
  onerror: Thread['onerror'] = null;
  postMessage(request: EngineRequest): void {
    this.sent.push(structuredClone(request));
  }
  terminate(): void {
    this.ended = true;
  }
  answer(index: number, value: unknown): void {
    const request = this.sent[index];
    if (request === undefined) throw new Error('nothing was asked');
    this.onmessage?.({ data: { id: request.id, ok: true, value } });
  }
  fail(index: number, message: string): void {
    const request = this.sent[index];
    if (request === undefined) throw new Error('nothing was asked');
    this.onmessage?.({ data: { id: request.id, ok: false, message } });
  }
}

function setUp() {
  const threads: FakeThread[] = [];
  const client = createEngineClient({
    startThread: () => {
      const thread = new FakeThread();
      threads.push(thread);
      return thread;
    },
    patience: 1000,
  });
  const thread = (index: number): FakeThread => {
    const found = threads[index];
    if (found === undefined) throw new Error(`thread ${index} was not started`);
    return found;
  };
  return { client, threads, thread };
}

const texts = (revision: number) => ({
  revision,
  files: [{ id: 'a', name: 'a.yaml', text: `text ${revision}` }],
});
const summary = (revision: number) => ({ revision });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the newest texts win: those in between are never sent and are answered with undefined', async () => {
  const { client, thread } = setUp();
  const first = client.update(texts(1));
  const second = client.update(texts(2));
  const third = client.update(texts(3));
  expect(await second).toBeUndefined();
  thread(0).answer(0, summary(1));
  expect(await first).toEqual(summary(1));
  expect(thread(0).sent.map((request) => request.arguments)).toEqual([[texts(1)], [texts(3)]]);
  thread(0).answer(1, summary(3));
  expect(await third).toEqual(summary(3));
});

test('answers find their questions in whatever order they come, and failures are rejections', async () => {
  const { client, thread } = setUp();
  const shapes = client.shapes('a');
  const lenses = client.lenses('a');
  const outline = client.outline('a');
  thread(0).answer(1, ['lens']);
  thread(0).fail(2, 'no such file');
  thread(0).answer(0, ['shape']);
  expect(await shapes).toEqual(['shape']);
  expect(await lenses).toEqual(['lens']);
  await expect(outline).rejects.toThrow('no such file');
});

test('a question never overtakes the texts that it is about', async () => {
  const { client, thread } = setUp();
  void client.update(texts(1));
  void client.update(texts(2));
  const question = client.shapes('a');
  expect(thread(0).sent.map(({ call }) => call)).toEqual(['update']);
  thread(0).answer(0, summary(1));
  await vi.advanceTimersByTimeAsync(0);
  expect(thread(0).sent.map(({ call }) => call)).toEqual(['update', 'update', 'shapes']);
  thread(0).answer(2, ['shape']);
  expect(await question).toEqual(['shape']);
});

test('after a crash a new thread gets the last texts, and open questions are rejected', async () => {
  const { client, thread, threads } = setUp();
  const update = client.update(texts(7));
  const question = client.shapes('a');
  thread(0).onerror?.({ message: 'out of memory' });
  await expect(question).rejects.toThrow('out of memory');
  expect(thread(0).ended).toBe(true);
  expect(thread(1).sent[0]?.arguments).toEqual([texts(7)]);
  thread(1).answer(0, summary(7));
  expect(await update).toEqual(summary(7));
  expect(threads).toHaveLength(2);
});

test('the same texts crashing twice are told, and the next texts start anew', async () => {
  const { client, thread } = setUp();
  const update = client.update(texts(1));
  thread(0).onerror?.({ message: 'boom' });
  thread(1).onerror?.({ message: 'boom again' });
  await expect(update).rejects.toThrow('boom again');
  await expect(client.shapes('a')).rejects.toThrow('stopped');
  const better = client.update(texts(2));
  thread(2).answer(0, summary(2));
  expect(await better).toEqual(summary(2));
});

test('a thread that hangs on old texts is given up for the newest ones', async () => {
  const { client, thread } = setUp();
  const hung = client.update(texts(1));
  await vi.advanceTimersByTimeAsync(5000);
  const newest = client.update(texts(2));
  await vi.advanceTimersByTimeAsync(999);
  expect(thread(0).ended).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(thread(0).ended).toBe(true);
  expect(await hung).toBeUndefined();
  thread(1).answer(0, summary(2));
  expect(await newest).toEqual(summary(2));
});

test('a question that hangs does not hold up the texts for ever', async () => {
  const { client, thread } = setUp();
  const hung = client.shapes('a');
  const rejected = expect(hung).rejects.toThrow('too long');
  const update = client.update(texts(1));
  await vi.advanceTimersByTimeAsync(1000);
  await rejected;
  thread(1).answer(0, summary(1));
  expect(await update).toEqual(summary(1));
});

test('slow work alone is never given up', async () => {
  const { client, thread } = setUp();
  const update = client.update(texts(1));
  await vi.advanceTimersByTimeAsync(60_000);
  thread(0).answer(0, summary(1));
  expect(await update).toEqual(summary(1));
});

test('stopping rejects what is under way, and the next texts start anew', async () => {
  const { client, thread } = setUp();
  const update = client.update(texts(1));
  client.stop();
  await expect(update).rejects.toThrow('stopped');
  expect(thread(0).ended).toBe(true);
  const again = client.update(texts(2));
  thread(1).answer(0, summary(2));
  expect(await again).toEqual(summary(2));
  client.close();
  await expect(client.shapes('a')).rejects.toThrow('closed');
});
