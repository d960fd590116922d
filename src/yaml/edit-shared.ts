import type { Change } from './apply-edits';
import type { EditContext } from './edit-context';
import { replaceNode } from './edit-value';
import type { Spot } from './edit-value';
import { valueOfNode } from './json-value';
import { Refused } from './refused';
import type { YamlNode } from './types';

/** An alias, and where it stands; `spot` is undefined for one in a `<<`. */
type AliasUse = { readonly target: YamlNode; readonly node: YamlNode; readonly spot: Spot | undefined };

/** All aliases of a document. Nodes behind aliases are not entered: they are met where they are written. */
export function aliasUses(root: YamlNode | undefined): readonly AliasUse[] {
  const uses: AliasUse[] = [];
  if (root === undefined) return uses;
  const rest: Spot[] = [{ kind: 'root', node: root }];
  for (let spot = rest.pop(); spot !== undefined; spot = rest.pop()) {
    const { node } = spot;
    if (node.kind === 'alias') uses.push({ target: node.node, node, spot });
    if (node.kind === 'list') {
      for (const [index, item] of node.items.entries()) {
        rest.push({ kind: 'item', node: item, list: node, index });
      }
    }
    if (node.kind === 'map') {
      for (const entry of node.entries) {
        if (entry.merged !== true) rest.push({ kind: 'entry', node: entry.value, map: node, entry });
      }
      for (const { value } of node.merges ?? []) {
        const maps = value.kind === 'list' ? value.items : [value];
        for (const map of maps) {
          if (map.kind === 'alias') uses.push({ target: map.node, node: map, spot: undefined });
        }
      }
    }
  }
  return uses;
}

/**
 * Copies what an anchor names to where its aliases stand, so that a change of the anchored node stays where it
 * is wanted (ED-9). `changed`: the nodes that are about to change. Undefined where nobody else uses them.
 */
export function detachAliases(
  context: EditContext,
  changed: ReadonlySet<YamlNode>,
  within: YamlNode | undefined,
): readonly Change[] | undefined {
  if (![...changed].some((node) => node.anchor !== undefined)) return undefined;
  const uses = aliasUses(context.root).filter(
    ({ target, node }) => changed.has(target) && !isInside(within, node),
  );
  if (uses.length === 0) return undefined;
  return uses.flatMap(({ target, spot }) => {
    if (spot === undefined) throw mergedElsewhere(target);
    return replaceNode(context, spot, valueOfNode(target));
  });
}

function isInside(outer: YamlNode | undefined, node: YamlNode): boolean {
  return outer !== undefined && outer.start <= node.start && node.end <= outer.end;
}

function mergedElsewhere(node: YamlNode): Refused {
  return new Refused(
    `This part is “&${node.anchor ?? ''}”, which is merged (“<<”) into another place that would change too.`,
  );
}

/** A node and all that is written inside it. */
export function subtree(node: YamlNode): ReadonlySet<YamlNode> {
  const all = new Set<YamlNode>();
  const rest = [node];
  for (let one = rest.pop(); one !== undefined; one = rest.pop()) {
    all.add(one);
    if (one.kind === 'list') rest.push(...one.items);
    if (one.kind === 'map') {
      rest.push(...one.entries.filter((entry) => entry.merged !== true).map((entry) => entry.value));
    }
  }
  return all;
}
