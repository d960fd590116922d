import type { Change } from './apply-edits';
import {
  entryBefore,
  insertBlockItem,
  insertBlockKey,
  removeBlockEntry,
  removeBlockItem,
} from './edit-block';
import type { EditContext } from './edit-context';
import { insertFlowChild, removeFlowChild, requireBrackets } from './edit-flow';
import { detachAliases, subtree } from './edit-shared';
import { replaceNode } from './edit-value';
import type { Spot } from './edit-value';
import { isList, isMap, sameJson, valueOfNode } from './json-value';
import { Refused } from './refused';
import { scalarText } from './scalar-text';
import { writtenEntries } from './tree-places';
import type { MapNode } from './tree-places';
import type { Json, JsonObject, Path, YamlEntry, YamlNode, YamlOperation } from './types';

/** What to do next for an operation. */
export type Step =
  /** Change the text; the operation is then done. `removes`: comments inside the changed ranges may go. */
  | { readonly kind: 'change'; readonly changes: readonly Change[]; readonly removes: boolean }
  /** Change the text without changing any value, then plan the operation again. */
  | { readonly kind: 'prepare'; readonly changes: readonly Change[] }
  /** The operation is the same as these, one after the other. */
  | { readonly kind: 'instead'; readonly operations: readonly YamlOperation[] };

/** Plans one operation on a document as it stands. Throws Refused. */
export function planStep(context: EditContext, operation: YamlOperation): Step {
  const reached = reach(context, containerPath(operation));
  if ('step' in reached) return reached.step;
  const { spot } = reached;
  switch (operation.kind) {
    case 'insertItem':
      return insertItem(context, spot, operation);
    case 'removeItem':
      return removeItem(context, spot, operation.path.at(-1));
    case 'setKey':
      return setKey(context, spot, operation);
    case 'removeKey':
      return removeKey(context, spot, operation.key);
    case 'renameKey':
      return renameKey(context, spot, operation.key, operation.to);
    case 'setScalar':
      return setAt(context, spot, operation.path, operation.value);
  }
}

/** The path of the node that must be the document's own for the operation. */
function containerPath(operation: YamlOperation): Path {
  return operation.kind === 'removeItem' || operation.kind === 'setScalar'
    ? operation.path.slice(0, -1)
    : operation.path;
}

/** Walks to the node at a path; what is shared on the way is copied first (ED-9). */
function reach(context: EditContext, path: Path): { spot: Spot } | { step: Step } {
  if (context.root === undefined) throw new Refused('The document is empty.');
  let spot: Spot = { kind: 'root', node: context.root };
  const passed = new Set<YamlNode>([spot.node]);
  for (const step of path) {
    const next = childSpot(spot.node, step);
    if (next.kind === 'entry' && next.entry.merged === true) {
      const value = valueOfNode(next.node);
      return { step: { kind: 'prepare', changes: insertKey(context, next.map, next.entry.key, value, []) } };
    }
    if (next.node.kind === 'alias') {
      return { step: { kind: 'prepare', changes: replaceNode(context, next, valueOfNode(next.node)) } };
    }
    spot = next;
    passed.add(spot.node);
  }
  const changes = detachAliases(context, passed, undefined);
  return changes === undefined ? { spot } : { step: { kind: 'prepare', changes } };
}

function childSpot(node: YamlNode, step: string | number): Spot {
  if (node.kind === 'map' && typeof step === 'string') {
    const entry = node.entries.find((one) => one.key === step);
    if (entry !== undefined) return { kind: 'entry', node: entry.value, map: node, entry };
  }
  if (node.kind === 'list' && typeof step === 'number') {
    const item = node.items[step];
    if (item !== undefined) return { kind: 'item', node: item, list: node, index: step };
  }
  throw new Refused('There is nothing at this place.');
}

function insertItem(
  context: EditContext,
  spot: Spot,
  operation: YamlOperation & { kind: 'insertItem' },
): Step {
  const { node } = spot;
  const { index, value, comment } = operation;
  if (node.kind !== 'list') {
    if (node.kind !== 'scalar' || node.value !== null) throw new Refused('There is no list at this place.');
    return change(replaceNode(context, spot, [value]));
  }
  if (index < 0 || index > node.items.length) throw new Refused('The list is not that long.');
  if (!node.flow) return change(insertBlockItem(context, node, index, value, comment));
  if (node.items.length > 0 || context.isJson || isInFlow(spot)) {
    return change(insertFlowChild(context, node, index, { value }));
  }
  return change(replaceNode(context, spot, [value]));
}

function removeItem(context: EditContext, spot: Spot, index: string | number | undefined): Step {
  const { node } = spot;
  const item = node.kind === 'list' && typeof index === 'number' ? node.items[index] : undefined;
  if (node.kind !== 'list' || typeof index !== 'number' || item === undefined) {
    throw new Refused('There is no such item.');
  }
  const detached = detachAliases(context, subtree(item), item);
  if (detached !== undefined) return { kind: 'prepare', changes: detached };
  if (node.flow) return removal(removeFlowChild(context.text, node, index));
  if (node.items.length === 1) return removal(replaceNode(context, spot, []));
  return removal(removeBlockItem(context.text, node, index));
}

function setKey(context: EditContext, spot: Spot, operation: YamlOperation & { kind: 'setKey' }): Step {
  const { node } = spot;
  const { key, value, order = [] } = operation;
  if (node.kind !== 'map') {
    if (node.kind !== 'scalar' || node.value !== null) throw new Refused('There is no map at this place.');
    return change(replaceNode(context, spot, { [key]: value }));
  }
  const entry = node.entries.find((one) => one.key === key);
  if (entry !== undefined && entry.merged !== true) {
    return setAt(context, spot, [...operation.path, key], value);
  }
  const isEmptyBlock = writtenEntries(node).length === 0 && !context.isJson && !isInFlow(spot);
  if (isEmptyBlock) return change(replaceNode(context, spot, ownObject(key, value)));
  return change(insertKey(context, node, key, value, order));
}

function ownObject(key: string, value: Json): JsonObject {
  return Object.fromEntries([[key, value]]);
}

function insertKey(
  context: EditContext,
  map: MapNode,
  key: string,
  value: Json,
  order: readonly string[],
): readonly Change[] {
  if (!map.flow) return insertBlockKey(context, map, key, value, order);
  const previous = entryBefore(map, key, order);
  const index = previous === undefined ? 0 : writtenEntries(map).indexOf(previous) + 1;
  return insertFlowChild(context, map, index, { key, value });
}

/** Gives the child at the end of a path another value, touching only what differs. */
function setAt(context: EditContext, parent: Spot, path: Path, value: Json): Step {
  const last = path.at(-1);
  if (last === undefined) return replaceWhole(context, parent, path, value);
  const spot = childSpot(parent.node, last);
  if (spot.kind === 'entry' && spot.entry.merged === true) {
    return change(insertKey(context, spot.map, spot.entry.key, value, []));
  }
  return replaceWhole(context, spot, path, value);
}

function replaceWhole(context: EditContext, spot: Spot, path: Path, value: Json): Step {
  const { node } = spot;
  const old = valueOfNode(node);
  if (sameJson(old, value)) return { kind: 'instead', operations: [] };
  if (
    node.kind === 'map' &&
    isMap(value) &&
    isMap(old) &&
    Object.keys(value).length > 0 &&
    node.entries.length > 0
  ) {
    return { kind: 'instead', operations: mapOperations(path, old, value) };
  }
  if (node.kind === 'list' && isList(value) && isList(old) && value.length > 0 && old.length > 0) {
    return { kind: 'instead', operations: listOperations(path, old, value) };
  }
  const detached = detachAliases(context, subtree(node), node);
  if (detached !== undefined) return { kind: 'prepare', changes: detached };
  return removal(replaceNode(context, spot, value));
}

function mapOperations(path: Path, old: JsonObject, value: JsonObject): readonly YamlOperation[] {
  const order = Object.keys(value);
  const set = order
    .filter((key) => !Object.hasOwn(old, key) || !sameJson(old[key], value[key]))
    .map((key): YamlOperation => ({ kind: 'setKey', path, key, value: value[key] ?? null, order }));
  const removed = Object.keys(old).filter((key) => !Object.hasOwn(value, key));
  return [...set, ...removed.map((key): YamlOperation => ({ kind: 'removeKey', path, key }))];
}

function listOperations(path: Path, old: readonly Json[], value: readonly Json[]): readonly YamlOperation[] {
  let head = 0;
  while (head < old.length && head < value.length && sameJson(old[head], value[head])) head++;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < value.length - head &&
    sameJson(old.at(-1 - tail), value.at(-1 - tail))
  ) {
    tail++;
  }
  const [gone, come] = [old.length - head - tail, value.length - head - tail];
  const both = Math.min(gone, come);
  const operations: YamlOperation[] = [];
  for (let i = head; i < head + both; i++) {
    operations.push({ kind: 'setScalar', path: [...path, i], value: value[i] ?? null });
  }
  for (let i = head + both; i < head + come; i++) {
    operations.push({ kind: 'insertItem', path, index: i, value: value[i] ?? null });
  }
  for (let i = head + both; i < head + gone; i++) {
    operations.push({ kind: 'removeItem', path: [...path, head + both] });
  }
  return operations;
}

function removeKey(context: EditContext, spot: Spot, key: string): Step {
  const { node } = spot;
  if (node.kind !== 'map') throw new Refused('There is no map at this place.');
  const { entry, isRepeated } = ownEntry(node, key);
  const detached = detachAliases(context, subtree(entry.value), entry.value);
  if (detached !== undefined) return { kind: 'prepare', changes: detached };
  const all = writtenEntries(node);
  if (node.flow) {
    const changes = removeFlowChild(context.text, node, all.indexOf(entry));
    return isRepeated ? { kind: 'prepare', changes } : removal(changes);
  }
  if (all.length === 1) return removal(replaceNode(context, spot, {}));
  const changes = removeBlockEntry(context.text, node, entry);
  return isRepeated ? { kind: 'prepare', changes } : removal(changes);
}

/** The entry to remove first for a key: an earlier one that it replaced would come back otherwise. */
function ownEntry(map: MapNode, key: string): { entry: YamlEntry; isRepeated: boolean } {
  const replaced = map.overridden?.find((entry) => entry.key === key);
  if (replaced !== undefined) return { entry: replaced, isRepeated: true };
  const entry = map.entries.find((one) => one.key === key);
  if (entry === undefined) throw new Refused('There is no such key.');
  if (entry.merged === true) {
    throw new Refused(`The key “${key}” comes from a map that is merged in by “<<”.`);
  }
  return { entry, isRepeated: false };
}

function renameKey(context: EditContext, spot: Spot, key: string, to: string): Step {
  const { node } = spot;
  if (node.kind !== 'map') throw new Refused('There is no map at this place.');
  const { entry, isRepeated } = ownEntry(node, key);
  if (isRepeated) throw new Refused(`The key “${key}” occurs twice here.`);
  const first = context.text.charAt(entry.keyStart);
  if (first === '*') throw new Refused('The key is an alias.');
  if (node.flow) requireBrackets(context.text, node);
  const quotes = first === '"' ? 'double' : first === "'" ? 'single' : 'plain';
  const style = context.isJson ? 'json' : node.flow ? 'flow' : 'block';
  return change([{ start: entry.keyStart, end: entry.keyEnd, text: scalarText(to, style, quotes) }]);
}

function isInFlow(spot: Spot): boolean {
  return spot.kind === 'entry' ? spot.map.flow : spot.kind === 'item' && spot.list.flow;
}

function change(changes: readonly Change[]): Step {
  return { kind: 'change', changes, removes: false };
}

function removal(changes: readonly Change[]): Step {
  return { kind: 'change', changes, removes: true };
}
