import type { TabRole } from './types';

/** One workspace as this tab has it open among other tabs. */
export type Seat = {
  /** Sends something to the other tabs that have the workspace open. */
  readonly tell: (message: unknown) => void;
  /** Becomes the writer; the tab that was it becomes a follower. */
  readonly takeOver: () => void;
  readonly leave: () => void;
};

export type SeatEvents = {
  readonly onRole: (role: TabRole) => void;
  readonly onMessage: (message: unknown) => void;
};

export type Tabs = {
  /** Sits down at a workspace; settles when the role is known, which `onRole` was told by then. */
  readonly sit: (workspace: string, events: SeatEvents) => Promise<Seat>;
  /** Whether another tab writes this workspace. */
  readonly isTaken: (workspace: string) => Promise<boolean>;
};

/**
 * One writer per workspace among the tabs of this browser: who holds the Web Lock of the workspace's name. The others
 * queue for it, so that the next one becomes the writer when the first is closed. Without Web Locks every tab writes.
 */
export function browserTabs(
  locks: LockManager | undefined = globalThis.navigator?.locks,
  openChannel: (name: string) => BroadcastChannel = (name) => new BroadcastChannel(name),
): Tabs {
  const lockName = (workspace: string) => `drawbridge ${workspace}`;

  const sit = async (workspace: string, { onRole, onMessage }: SeatEvents): Promise<Seat> => {
    const name = lockName(workspace);
    const channel = openChannel(name);
    channel.onmessage = (event: MessageEvent<unknown>) => onMessage(event.data);
    const left = new AbortController();
    const isHere = () => !left.signal.aborted;
    const untilLeft = new Promise<void>((resolve) => {
      left.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    const tell = (message: unknown) => {
      if (isHere()) channel.postMessage(message);
    };
    const leave = () => {
      left.abort();
      channel.close();
    };

    if (locks === undefined) {
      onRole('writer');
      return { tell, takeOver: () => undefined, leave };
    }

    let queue = new AbortController();
    /** Holds the lock until this tab leaves or another tab takes it; then goes on as a follower. */
    const hold = (options: LockOptions, onAnswer?: () => void): void => {
      let granted = false;
      locks
        .request(name, options, async (lock) => {
          granted = lock !== null;
          if (!granted) follow();
          else if (isHere()) {
            queue.abort();
            onRole('writer');
          }
          onAnswer?.();
          if (granted) await untilLeft;
        })
        .catch(() => {
          // A lock that was held is taken by another tab; a request that only waited was withdrawn by this one.
          if (granted && isHere()) follow();
        });
    };
    const follow = (): void => {
      onRole('follower');
      queue = new AbortController();
      hold({ signal: AbortSignal.any([queue.signal, left.signal]) });
    };

    await new Promise<void>((resolve) => hold({ ifAvailable: true }, resolve));
    return { tell, takeOver: () => hold({ steal: true }), leave };
  };

  return {
    sit,
    isTaken: async (workspace) => {
      const held = (await locks?.query())?.held ?? [];
      return held.some((lock) => lock.name === lockName(workspace));
    },
  };
}
