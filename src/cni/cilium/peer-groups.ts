import type { PeerSelector } from './peers';
import type { RuleEntry } from './rule-entry';

/** Selectors of a rule that count as one, since no other rule has them. */
export type PeerGroup = { readonly selector: PeerSelector; readonly peers: RuleEntry['peers'] };

/**
 * The selectors of a rule: those that other rules have too, each by itself, for rules are merged by them; all others
 * together as far as they are of one sort. `number` tells the rule from others.
 */
export function groupPeers(
  peers: RuleEntry['peers'],
  isOnlyHere: (key: string) => boolean,
  number: number,
): readonly PeerGroup[] {
  const alone: PeerGroup[] = [];
  const groups = new Map<string, RuleEntry['peers'][number][]>();
  for (const peer of peers) {
    const { selector } = peer;
    if (selector.wildcard || !isOnlyHere(selector.key)) {
      alone.push({ selector, peers: [peer] });
      continue;
    }
    const { covers, namesHost, unknown, besides } = selector;
    const sort = [covers.pods, covers.outside, namesHost, unknown, besides.length > 0].map(Number).join('');
    const group = groups.get(sort);
    if (group === undefined) groups.set(sort, [peer]);
    else group.push(peer);
  }
  const together = [...groups].flatMap(([sort, own]): readonly PeerGroup[] => {
    const [first] = own;
    if (first === undefined) return [];
    if (own.length === 1) return [{ selector: first.selector, peers: own }];
    const selectors = own.map(({ selector }) => selector);
    return [
      {
        selector: {
          ...first.selector,
          key: `those of rule ${number} of sort ${sort}`,
          alternatives: selectors.flatMap(({ alternatives }) => alternatives),
          besides: selectors.flatMap(({ besides }) => besides),
        },
        peers: own,
      },
    ];
  });
  return [...alone, ...together];
}
