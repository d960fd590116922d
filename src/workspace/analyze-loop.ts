import type { Desk } from './desk';

/** Work that takes longer than this, in ms, is told. */
const noticeable = 150;

/**
 * Tells the engine every new revision and puts its summary into the state. The last good summary stays while the
 * engine works and when it fails. Returns what ends it.
 */
export function keepAnalyzed(desk: Desk): () => void {
  const { store, engine } = desk;
  let asked = -1;
  let openedAt = 0;
  let openId: string | undefined;
  let notice: ReturnType<typeof setTimeout> | undefined;

  const settled = (revision: number): void => {
    if (revision !== store.getState().revision) return;
    clearTimeout(notice);
    notice = undefined;
    if (store.getState().working) store.setState({ working: false });
  };

  const ask = (): void => {
    const { revision, files, id } = store.getState();
    if (id === '' || revision === asked) return;
    asked = revision;
    if (id !== openId) {
      openId = id;
      openedAt = revision;
    }
    notice ??= setTimeout(() => store.setState({ working: true }), noticeable);
    engine.update({ revision, files }).then(
      (summary) => {
        // An answer about a workspace that is no longer open, or older than what is shown, is of no use.
        const shown = store.getState().summary?.revision ?? -1;
        if (summary !== undefined && summary.revision >= openedAt && summary.revision > shown) {
          store.setState({ summary, engineFailure: undefined });
        }
        settled(revision);
      },
      (error: unknown) => {
        if (revision === store.getState().revision) {
          store.setState({ engineFailure: error instanceof Error ? error.message : String(error) });
        }
        settled(revision);
      },
    );
  };

  ask();
  const end = store.subscribe(ask);
  return () => {
    end();
    clearTimeout(notice);
  };
}
