import { expect, test } from 'vitest';
import { browserTabs } from './tabs';
import type { TabRole } from './types';

type Request = {
  readonly callback: (lock: Lock | null) => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
};

/** Web Locks as far as tabs use them: one exclusive lock, a queue, `ifAvailable`, `steal`, `signal`. */
class Locks {
  private holder: Request | undefined;
  private queue: Request[] = [];

  request = (name: string, options: LockOptions, callback: Request['callback']): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const request = { callback, resolve, reject };
      if (options.steal === true) {
        this.holder?.reject(new DOMException('stolen', 'AbortError'));
        this.grant(name, request);
      } else if (this.holder === undefined) {
        this.grant(name, request);
      } else if (options.ifAvailable === true) {
        void Promise.resolve(callback(null)).then(resolve);
      } else {
        this.queue.push(request);
        options.signal?.addEventListener('abort', () => {
          if (!this.queue.includes(request)) return;
          this.queue = this.queue.filter((other) => other !== request);
          reject(new DOMException('withdrawn', 'AbortError'));
        });
      }
    });

  query = () => Promise.resolve({ held: this.holder === undefined ? [] : [{ name: 'drawbridge w' }] });

  private grant(name: string, request: Request): void {
    this.holder = request;
    void Promise.resolve(request.callback({ name, mode: 'exclusive' })).then((value) => {
      request.resolve(value);
      if (this.holder !== request) return;
      this.holder = undefined;
      const next = this.queue.shift();
      if (next !== undefined) this.grant(name, next);
    });
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

function setUp() {
  const locks = new Locks() as unknown as LockManager;
  const channels: BroadcastChannel[] = [];
  const open = (name: string) => {
    const channel = new BroadcastChannel(name);
    channels.push(channel);
    return channel;
  };
  const tab = async () => {
    const roles: TabRole[] = [];
    const heard: unknown[] = [];
    const seat = await browserTabs(locks, open).sit('w', {
      onRole: (role) => roles.push(role),
      onMessage: (message) => heard.push(message),
    });
    return { seat, roles, heard };
  };
  return { tab, locks, channels };
}

test('the first tab writes, the second follows, and becomes the writer when the first is closed', async () => {
  const { tab, locks, channels } = setUp();
  const first = await tab();
  const second = await tab();
  expect([first.roles, second.roles]).toEqual([['writer'], ['follower']]);
  expect(await browserTabs(locks).isTaken('w')).toBe(true);
  first.seat.tell('hi');
  await expect.poll(() => second.heard).toEqual(['hi']);
  first.seat.leave();
  await turn();
  expect(second.roles).toEqual(['follower', 'writer']);
  second.seat.leave();
  await turn();
  expect(await browserTabs(locks).isTaken('w')).toBe(false);
  channels.forEach((channel) => channel.close());
});

test('taking over makes the writer a follower, and it can take over in turn', async () => {
  const { tab, channels } = setUp();
  const first = await tab();
  const second = await tab();
  second.seat.takeOver();
  await turn();
  expect([first.roles.at(-1), second.roles.at(-1)]).toEqual(['follower', 'writer']);
  first.seat.takeOver();
  await turn();
  expect([first.roles.at(-1), second.roles.at(-1)]).toEqual(['writer', 'follower']);
  first.seat.leave();
  await turn();
  expect(second.roles.at(-1)).toBe('writer');
  second.seat.leave();
  channels.forEach((channel) => channel.close());
});

test('a follower that leaves is not asked again', async () => {
  const { tab, channels } = setUp();
  const first = await tab();
  const second = await tab();
  second.seat.leave();
  first.seat.leave();
  await turn();
  expect(second.roles).toEqual(['follower']);
  channels.forEach((channel) => channel.close());
});
