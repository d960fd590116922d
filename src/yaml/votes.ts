import type { Layout } from './print';
import { columnOf } from './text-lines';
import { dashOf } from './tree-places';
import type { YamlNode } from './types';

/** How a document is indented, by majority of its own lines (ED-4); what it does not show is absent. */
export function voteLayout(text: string, root: YamlNode): Partial<Layout> {
  const votes: Votes = { indent: new Map(), dashIndent: new Map(), dashWidth: new Map() };
  const rest: YamlNode[] = [root];
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if (node.kind === 'list') {
      if (!node.flow) castForDashes(text, node, votes);
      for (const item of node.items) rest.push(item);
    } else if (node.kind === 'map') {
      if (!node.flow) castForKeys(text, node, votes);
      for (const entry of node.entries) if (entry.merged !== true) rest.push(entry.value);
    }
  }
  const [indent, dashIndent, dashWidth] = [
    winner(votes.indent),
    winner(votes.dashIndent),
    winner(votes.dashWidth),
  ];
  return {
    ...(indent !== undefined && { indent }),
    ...(dashIndent !== undefined && { dashIndent }),
    ...(dashWidth !== undefined && { dashWidth }),
  };
}

/** How wide the dashes of one list are; undefined where it does not show. */
export function voteDashWidth(text: string, list: YamlNode & { readonly kind: 'list' }): number | undefined {
  const votes: Votes = { indent: new Map(), dashIndent: new Map(), dashWidth: new Map() };
  castForDashes(text, list, votes);
  return winner(votes.dashWidth);
}

type Votes = { readonly [part in keyof Layout]: Map<number, number> };

function castForDashes(text: string, list: YamlNode & { readonly kind: 'list' }, votes: Votes): void {
  for (const [i, item] of list.items.entries()) {
    const dash = dashOf(text, list, i);
    const start = item.propertiesStart ?? item.start;
    if (item.end === item.start || text.slice(dash, start).includes('\n')) continue;
    cast(votes.dashWidth, start - dash);
  }
}

function castForKeys(text: string, map: YamlNode & { readonly kind: 'map' }, votes: Votes): void {
  const column = columnOf(text, map.start);
  for (const { value, keyEnd, merged } of map.entries) {
    if (merged === true || (value.kind !== 'map' && value.kind !== 'list') || value.flow) continue;
    if (!text.slice(keyEnd, value.start).includes('\n')) continue;
    cast(value.kind === 'map' ? votes.indent : votes.dashIndent, columnOf(text, value.start) - column);
  }
}

function cast(votes: Map<number, number>, value: number): void {
  votes.set(value, (votes.get(value) ?? 0) + 1);
}

function winner(votes: ReadonlyMap<number, number>): number | undefined {
  let best: number | undefined;
  for (const [value, count] of votes) if (best === undefined || count > (votes.get(best) ?? 0)) best = value;
  return best;
}
