import { shut } from './answer-table';
import { dependsOnPeer, portsBetween } from './asked';
import type { Asked, Row, RowGround } from './asked';

/** The row of a gate that weighs its entries itself: it is asked once for peers that nothing tells apart. */
export function weighedRow({ ground, answers, table, bits }: RowGround, asked: Asked): Row {
  const { model, direction, subject, family, counts } = asked;
  const considered = model.entries.flatMap((_, at) => (counts(at) ? [at] : []));
  const entries = considered.flatMap((at) => model.entries[at] ?? []);
  const dependent = entries.filter((entry) => dependsOnPeer(entry, direction));
  const portsKey = (peer: number) =>
    dependent.map((entry) => portsBetween(answers, entry, asked, peer)).join(' ');
  const matching = entries.map((entry) => bits.ofEntry(entry, family));
  const ask = (peer: number, matches: (place: number) => boolean): number => {
    const matched = considered.filter((_, place) => matches(place));
    const [source, destination] = direction === 'egress' ? [subject, peer] : [peer, subject];
    return table.number(answers.of(model, matched, peer, destination, source));
  };
  const known = new Map<string, number>();
  const once = (key: string, make: () => number): number => {
    let number = known.get(key);
    if (number === undefined) known.set(key, (number = make()));
    return number;
  };
  const row = bits.groupsBy(matching).map((group, peer) =>
    once(`${group} ${ground.kindOf(peer)} ${portsKey(peer)}`, () =>
      ask(peer, (place) => {
        const own = matching[place];
        return own === 'all' || own?.has(peer) === true;
      }),
    ),
  );
  const tells = model.sets.peers.some((set) => ground.tellsAddresses(set));
  if (!tells || ground.unknowns.length === 0) return row;
  const groups = bits.groupsBySets(entries, family);
  for (const peer of ground.unknowns) {
    const key = `may ${ground.mayKey(peer)} ${groups[peer]} ${ground.kindOf(peer)} ${portsKey(peer)}`;
    row[peer] = once(key, () => {
      const [first = shut, ...more] = ground.classesOf(peer, family).map((at) =>
        ask(peer, (place) => {
          const peers = entries[place]?.peers;
          return (
            peers === 'any' ||
            peers?.some(({ terms }) => terms.every((term) => ground.termHolds(term, peer, at))) === true
          );
        }),
      );
      return more.reduce((all, one) => table.either(all, one), first);
    });
  }
  return row;
}
