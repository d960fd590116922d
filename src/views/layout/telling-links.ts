import type { Link } from './layers';

/** In a namespace with fewer cards every line counts. */
const fewest = 6;
/** A card that this part of the others reaches is reached by everybody. */
const nearlyAll = 0.75;

/**
 * The lines that tell which card stands left of which. What reaches a card that nearly everybody reaches, and that
 * reaches back, is no reason to stand left of it: a shop's front door stands before what is behind it, though every
 * room has a door to the street.
 */
export function tellingLinks(count: number, links: readonly Link[]): readonly Link[] {
  if (count < fewest) return links;
  const senders = new Array<number>(count).fill(0);
  for (const { from, to } of links) if (from !== to) senders[to] = (senders[to] ?? 0) + 1;
  const common = (index: number) => (senders[index] ?? 0) >= nearlyAll * (count - 1);
  const special = links.filter(({ to }) => !common(to));
  if (special.length === links.length) return links;
  const reached = reachable(count, special);
  return links.filter(({ from, to }) => !common(to) || !reached(to).has(from));
}

/** The lines but for those that run both ways between two cards: they give no order. */
export function oneWay(count: number, links: readonly Link[]): readonly Link[] {
  const pairs = new Set(links.map(({ from, to }) => from * count + to));
  return links.filter(({ from, to }) => !pairs.has(to * count + from));
}

/** What can be reached from a card over any number of lines. */
function reachable(count: number, links: readonly Link[]): (from: number) => ReadonlySet<number> {
  const next: number[][] = Array.from({ length: count }, () => []);
  for (const { from, to } of links) next[from]?.push(to);
  const known = new Map<number, ReadonlySet<number>>();
  return (from) => {
    const earlier = known.get(from);
    if (earlier !== undefined) return earlier;
    const found = new Set<number>();
    const open = [from];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const other of next[at] ?? []) {
        if (found.has(other)) continue;
        found.add(other);
        open.push(other);
      }
    }
    known.set(from, found);
    return found;
  };
}
