import type { Candidate, ChangedPath, ChangeEnd } from '../../authoring/types';

export function lines(count: number): string {
  return count === 1 ? '1 line' : `${count} lines`;
}

/** `+3 lines in policies.yaml`, `1 line changed in policies.yaml`. */
export function sizeWords({
  linesAdded,
  linesRemoved,
  diff,
}: Pick<Candidate, 'linesAdded' | 'linesRemoved' | 'diff'>): string {
  const where =
    diff.length === 1
      ? ` in ${shortFile(diff[0]?.name ?? '')}`
      : diff.length > 1
        ? ` in ${diff.length} files`
        : '';
  if (linesRemoved === 0) return `+${lines(linesAdded)}${where}`;
  if (linesAdded === 0) return `\u2212${lines(linesRemoved)}${where}`;
  return linesAdded === linesRemoved
    ? `${lines(linesAdded)} changed${where}`
    : `+${linesAdded} \u2212${lines(linesRemoved)}${where}`;
}

/** The name of the act, as its button says it. */
export function actWords({
  linesAdded,
  linesRemoved,
}: Pick<Candidate, 'linesAdded' | 'linesRemoved'>): string {
  if (linesRemoved === 0) return `Write ${lines(linesAdded)}`;
  if (linesAdded === 0) return `Remove ${lines(linesRemoved)}`;
  return `Change ${lines(Math.max(linesAdded, linesRemoved))}`;
}

/** What the message after it says: `Wrote 3 lines in policies.yaml`. */
export function doneWords(candidate: Pick<Candidate, 'linesAdded' | 'linesRemoved' | 'diff'>): string {
  const where = candidate.diff.length === 1 ? ` in ${shortFile(candidate.diff[0]?.name ?? '')}` : '';
  return `${actWords(candidate).replace('Write', 'Wrote').replace('Remove', 'Removed').replace('Change', 'Changed')}${where}`;
}

function shortFile(name: string): string {
  return (name.split('/').at(-1) ?? name).slice(0, 60);
}

function endName(end: ChangeEnd): string {
  return end.name;
}

const mostNamed = 4;

/** ``Also lets `batch` reach `cart` on TCP 8080.`` Several of one sender share a sentence. */
export function alsoWords(paths: readonly ChangedPath[], verb: 'opens' | 'closes'): string {
  const bySender = new Map<string, ChangedPath[]>();
  for (const path of paths) {
    const key = `${path.from.id} ${path.portsText}`;
    bySender.set(key, [...(bySender.get(key) ?? []), path]);
  }
  const sentences = [...bySender.values()].slice(0, 3).map((group) => {
    const [first] = group;
    if (first === undefined) return '';
    const named = group.slice(0, mostNamed).map(({ to }) => `\`${endName(to)}\``);
    const more = group.length - named.length;
    const whom = more > 0 ? `${named.join(', ')} and ${more} more` : joined(named);
    return verb === 'opens'
      ? `lets \`${endName(first.from)}\` reach ${whom} on ${first.portsText}`
      : `stops \`${endName(first.from)}\` from reaching ${whom} on ${first.portsText}`;
  });
  const more = bySender.size - sentences.length;
  const text = more > 0 ? `${sentences.join('; ')}; and ${more} more` : sentences.join('; ');
  return `Also ${text}.`;
}

function joined(names: readonly string[]): string {
  return names.length <= 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** A word about what else changes, for the right end of a row, and whether it is a warning. */
export function effectWords(
  candidate: Pick<Candidate, 'wished' | 'opened' | 'closed' | 'way' | 'broken'>,
  request: 'open' | 'close',
  best: boolean,
): { readonly text: string; readonly tone: 'plain' | 'allowed' | 'unwanted' | 'denied' } {
  if (candidate.broken.length > 0) return { text: `breaks ${candidate.broken.length}`, tone: 'denied' };
  if (request === 'open') {
    if (candidate.closed.length > 0) return { text: `closes ${candidate.closed.length}`, tone: 'denied' };
    if (candidate.opened.length > 0) {
      return { text: `opens ${candidate.wished.length + candidate.opened.length}`, tone: 'unwanted' };
    }
    if (candidate.wished.length === 0) return { text: 'opens 0', tone: 'plain' };
    return { text: best ? 'narrowest' : 'opens this only', tone: 'plain' };
  }
  if (candidate.opened.length > 0) return { text: `opens ${candidate.opened.length}`, tone: 'unwanted' };
  if (candidate.closed.length > 0) {
    return { text: `closes ${candidate.wished.length + candidate.closed.length}`, tone: 'denied' };
  }
  return { text: candidate.wished.length === 0 ? 'closes 0' : 'closes only this', tone: 'allowed' };
}
