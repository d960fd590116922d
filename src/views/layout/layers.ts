/** A line between two of a list of things, by their indexes. */
export type Link = { readonly from: number; readonly to: number; readonly weight: number };

/** More things than these are only ordered by what they send less what they receive. */
const carefulUpTo = 600;

/**
 * The layer of each of `count` things, from 0, so that most lines run from a lower to a higher layer. Circles are cut
 * where the fewest lines run back (the greedy order of Eades, Lin and Smyth); then the longest path decides, and what
 * only sends stands right before whom it reaches.
 */
export function layersOf(count: number, links: readonly Link[]): number[] {
  const place = linearOrder(count, links);
  const next: number[][] = Array.from({ length: count }, () => []);
  const incoming = new Array<number>(count).fill(0);
  for (const { from, to } of links) {
    if (from === to) continue;
    const forward = (place[from] ?? 0) < (place[to] ?? 0);
    const [a, b] = forward ? [from, to] : [to, from];
    next[a]?.push(b);
    incoming[b] = (incoming[b] ?? 0) + 1;
  }
  const order = Array.from({ length: count }, (_, index) => index).sort(
    (a, b) => (place[a] ?? 0) - (place[b] ?? 0),
  );
  const layer = new Array<number>(count).fill(0);
  for (const index of order) {
    for (const other of next[index] ?? []) {
      layer[other] = Math.max(layer[other] ?? 0, (layer[index] ?? 0) + 1);
    }
  }
  for (const index of [...order].reverse()) {
    const followers = next[index] ?? [];
    if (incoming[index] !== 0 || followers.length === 0) continue;
    layer[index] = Math.max(0, Math.min(...followers.map((other) => layer[other] ?? 0)) - 1);
  }
  return layer;
}

/** The place of each thing in an order in which few lines run back. */
function linearOrder(count: number, links: readonly Link[]): number[] {
  const out: Map<number, number>[] = Array.from({ length: count }, () => new Map<number, number>());
  const into: Map<number, number>[] = Array.from({ length: count }, () => new Map<number, number>());
  for (const { from, to, weight } of links) {
    if (from === to) continue;
    out[from]?.set(to, (out[from].get(to) ?? 0) + weight);
    into[to]?.set(from, (into[to].get(from) ?? 0) + weight);
  }
  const sum = (weights: Map<number, number> | undefined) => {
    let total = 0;
    for (const weight of weights?.values() ?? []) total += weight;
    return total;
  };
  const sends = out.map(sum);
  const receives = into.map(sum);
  const difference = (index: number) => (sends[index] ?? 0) - (receives[index] ?? 0);
  if (count > carefulUpTo) {
    const place = new Array<number>(count).fill(0);
    Array.from({ length: count }, (_, index) => index)
      .sort((a, b) => difference(b) - difference(a) || a - b)
      .forEach((index, position) => (place[index] = position));
    return place;
  }
  const left = new Set(Array.from({ length: count }, (_, index) => index));
  const first: number[] = [];
  const last: number[] = [];
  const take = (index: number, list: number[]) => {
    left.delete(index);
    list.push(index);
    for (const [other, weight] of out[index] ?? []) {
      if (!left.has(other)) continue;
      receives[other] = (receives[other] ?? 0) - weight;
      if (receives[other] === 0) sources.push(other);
    }
    for (const [other, weight] of into[index] ?? []) {
      if (!left.has(other)) continue;
      sends[other] = (sends[other] ?? 0) - weight;
      if (sends[other] === 0) sinks.push(other);
    }
  };
  const sources = [...left].filter((index) => receives[index] === 0);
  const sinks = [...left].filter((index) => sends[index] === 0 && receives[index] !== 0);
  while (left.size > 0) {
    let index: number | undefined;
    while ((index = sources.shift()) !== undefined) if (left.has(index)) take(index, first);
    while ((index = sinks.shift()) !== undefined) if (left.has(index)) take(index, last);
    let best: number | undefined;
    let gain = -Infinity;
    for (const candidate of left) {
      if (difference(candidate) > gain) [best, gain] = [candidate, difference(candidate)];
    }
    if (best !== undefined) take(best, first);
  }
  const place = new Array<number>(count).fill(0);
  [...first, ...last.reverse()].forEach((index, position) => (place[index] = position));
  return place;
}
