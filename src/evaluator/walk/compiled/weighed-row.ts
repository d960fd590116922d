import { shut } from './answer-table';
import { dependsOnPeer, portsBetween } from './asked';
import type { Asked, Row, RowGround } from './asked';

/** The row of a gate that weighs its entries itself: it is asked once for peers that nothing tells apart. */
export function weighedRow({ ground, answers, table, bits }: RowGround, asked: Asked): Row {
  const { model, direction, subject, family, counts } = asked;
  const considered = model.entries.flatMap((_, at) => (counts(at) ? [at] : []));
  const entries = considered.flatMap((at) => model.entries[at] ?? []);
  const groups = bits.groups(entries, family);
  const dependent = entries.filter((entry) => dependsOnPeer(entry, direction));
  const tells = model.sets.peers.some((set) => ground.tellsAddresses(set));
  const ask = (peer: number, at: number | undefined): number => {
    const matched = considered.filter((index) => {
      const peers = model.entries[index]?.peers;
      return (
        peers === 'any' ||
        peers?.some(({ terms }) => terms.every((term) => ground.termHolds(term, peer, at))) === true
      );
    });
    const [source, destination] = direction === 'egress' ? [subject, peer] : [peer, subject];
    return table.number(answers.of(model, matched, peer, destination, source));
  };
  const known = new Map<string, number>();
  return Int32Array.from(groups, (group, peer) => {
    const unknown = tells && ground.mayKey(peer) !== '';
    let key = `${group} ${ground.kindOf(peer)}`;
    if (unknown) key += ` ${ground.mayKey(peer)}`;
    for (const entry of dependent) key += ` ${portsBetween(answers, entry, asked, peer)}`;
    let number = known.get(key);
    if (number === undefined) {
      const ats = unknown ? ground.classesOf(peer, family) : [ground.classOf(peer, family)];
      const [first = shut, ...more] = ats.map((at) => ask(peer, at));
      known.set(key, (number = more.reduce((all, one) => table.either(all, one), first)));
    }
    return number;
  });
}
