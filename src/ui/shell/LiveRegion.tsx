import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { StatementSummary } from '../../analysis/types';
import { useWorkspace } from '../app-context';
import { announce, announced, onAnnounce } from '../kit/announce';

/** The one polite live region: what components announce, and what an edit did to the expectations. */
export function LiveRegion() {
  const text = useSyncExternalStore(onAnnounce, announced);
  const statements = useWorkspace((state) => state.summary?.statements);
  const id = useWorkspace((state) => state.id);
  const before = useRef<{ id: string; statements: readonly StatementSummary[] } | undefined>(undefined);
  useEffect(() => {
    if (statements === undefined) return;
    const last = before.current;
    before.current = { id, statements };
    const words = last?.id === id ? whatChanged(last.statements, statements) : '';
    if (words !== '') announce(words);
  }, [id, statements]);
  return (
    <div className="visually-hidden" aria-live="polite">
      {text}
    </div>
  );
}

/** `2 expectations are met now, 1 fails now`; empty where nothing changed. */
export function whatChanged(before: readonly StatementSummary[], now: readonly StatementSummary[]): string {
  const count = (list: readonly StatementSummary[], status: StatementSummary['status']) =>
    list.filter((statement) => statement.status === status).length;
  const met = count(now, 'holds') - count(before, 'holds');
  const failing = count(now, 'fails') - count(before, 'fails');
  const parts: string[] = [];
  if (met > 0) parts.push(met === 1 ? '1 more expectation is met' : `${met} more expectations are met`);
  if (failing > 0) parts.push(failing === 1 ? '1 more fails' : `${failing} more fail`);
  return parts.join(', ');
}
