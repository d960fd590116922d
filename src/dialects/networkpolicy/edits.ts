import type { Direction } from '../../model/policy';
import type { Json, JsonObject, YamlOperation } from '../../yaml/types';
import { keyOrderAt } from '../../yaml/schema';
import type { DialectEdits, PolicySketch, RuleSketch } from '../dialect';
import { networkPolicySchema } from './schema';
import { defaultPolicyTypes, itemsOf, objectOf, peersKey } from './stored';
import { networkPolicyVersion } from './validate';
import { peerValue, portValue, ruleValue, selectorValue } from './write';

const typeNames: Readonly<Record<Direction, string>> = { ingress: 'Ingress', egress: 'Egress' };

/** How changes of NetworkPolicies are spelt. All paths are relative to the policy's own object. */
export const networkPolicyEdits: DialectEdits = {
  newPolicy,
  addPeers: (document, direction, rule, peers) =>
    addItems(document, direction, rule, peersKey[direction], peers.map(peerValue)),
  addPorts: (document, direction, rule, ports) =>
    addItems(document, direction, rule, 'ports', ports.map(portValue)),
  addRule,
  removeRule,
  removePeer: (document, direction, rule, peer) =>
    removeAlternative(document, direction, rule, peersKey[direction], peer),
  removePort: (document, direction, rule, port) =>
    removeAlternative(document, direction, rule, 'ports', port),
  narrowPeer,
};

function newPolicy(sketch: PolicySketch): JsonObject {
  const { namespace, name, labels } = sketch;
  const sides = (['ingress', 'egress'] as const).flatMap((direction) => {
    const rules = sketch.rules.filter((rule) => rule.direction === direction).flatMap(ruleValue);
    return rules.length === 0 ? [] : [[direction, rules] as const];
  });
  return {
    apiVersion: networkPolicyVersion,
    kind: 'NetworkPolicy',
    metadata: {
      name,
      namespace,
      ...(labels === undefined || Object.keys(labels).length === 0 ? {} : { labels }),
    },
    spec: {
      podSelector: selectorValue(sketch.subject),
      policyTypes: sketch.directions.map((direction) => typeNames[direction]),
      ...Object.fromEntries(sides),
    },
  };
}

/** Adds alternatives to a list that has some: to an empty one, which means anyone, adding would take away. */
function addItems(
  document: JsonObject,
  direction: Direction,
  rule: number,
  key: 'from' | 'to' | 'ports',
  values: readonly Json[],
): readonly YamlOperation[] {
  const count = itemsOf(ruleAt(document, direction, rule)[key]).length;
  if (count === 0) return [];
  const path = ['spec', direction, rule, key];
  return values.map((value, offset) => ({ kind: 'insertItem', path, index: count + offset, value }));
}

/** Adds a rule at the end, and its direction to `policyTypes` where these are written without it. */
function addRule(document: JsonObject, sketch: RuleSketch): readonly YamlOperation[] {
  const value = ruleValue(sketch)[0];
  if (value === undefined) return [];
  const { direction } = sketch;
  const spec = objectOf(document['spec']);
  const operations: YamlOperation[] = [];
  const types = itemsOf(spec['policyTypes']);
  const name = typeNames[direction];
  if (types.length > 0 && !types.includes(name)) {
    operations.push({ kind: 'insertItem', path: ['spec', 'policyTypes'], index: types.length, value: name });
  }
  const count = itemsOf(spec[direction]).length;
  if (count > 0) {
    operations.push({ kind: 'insertItem', path: ['spec', direction], index: count, value });
  } else if (Object.keys(spec).length === 0) {
    operations.push(setKey([], 'spec', { podSelector: {}, [direction]: [value] }));
  } else operations.push(setKey(['spec'], direction, [value]));
  return operations;
}

/**
 * Removes a rule. With the last one its key goes too, since an empty list is lost on the way to the server; the
 * defaulted `policyTypes` are written first where there were none, so that the pods stay isolated as they were.
 */
function removeRule(document: JsonObject, direction: Direction, rule: number): readonly YamlOperation[] {
  const spec = objectOf(document['spec']);
  const rules = itemsOf(spec[direction]);
  if (rule < 0 || rule >= rules.length) return [];
  if (rules.length > 1) return [{ kind: 'removeItem', path: ['spec', direction, rule] }];
  const operations: YamlOperation[] = [];
  if (itemsOf(spec['policyTypes']).length === 0) {
    const types = defaultPolicyTypes(itemsOf(spec['egress']).length > 0);
    operations.push(setKey(['spec'], 'policyTypes', types));
  }
  operations.push({ kind: 'removeKey', path: ['spec'], key: direction });
  return operations;
}

/** Removes one peer or port entry; an emptied list would mean anyone, so the last one takes its rule along. */
function removeAlternative(
  document: JsonObject,
  direction: Direction,
  rule: number,
  key: 'from' | 'to' | 'ports',
  index: number,
): readonly YamlOperation[] {
  const count = itemsOf(ruleAt(document, direction, rule)[key]).length;
  if (index < 0 || index >= count) return [];
  if (count === 1) return removeRule(document, direction, rule);
  return [{ kind: 'removeItem', path: ['spec', direction, rule, key, index] }];
}

function narrowPeer(
  document: JsonObject,
  direction: Direction,
  rule: number,
  index: number,
  requirement: { readonly key: string; readonly operator: 'NotIn'; readonly values: readonly string[] },
): readonly YamlOperation[] {
  const key = peersKey[direction];
  const peer = objectOf(itemsOf(ruleAt(document, direction, rule)[key])[index]);
  const selects = ['podSelector', 'namespaceSelector'].some((name) => isPresent(peer[name]));
  if (!selects) return [];
  const path = ['spec', direction, rule, key, index];
  const selector = objectOf(peer['podSelector']);
  const value: Json = {
    key: requirement.key,
    operator: requirement.operator,
    values: [...requirement.values].sort(),
  };
  const expressions = itemsOf(selector['matchExpressions']);
  if (expressions.length > 0) {
    const list = [...path, 'podSelector', 'matchExpressions'];
    const same = expressions.findIndex((item) => {
      const expression = objectOf(item);
      return expression['key'] === requirement.key && expression['operator'] === requirement.operator;
    });
    if (same < 0) return [{ kind: 'insertItem', path: list, index: expressions.length, value }];
    const known = itemsOf(objectOf(expressions[same])['values']);
    return [...requirement.values]
      .sort()
      .filter((wanted) => !known.includes(wanted))
      .map((wanted, offset) => ({
        kind: 'insertItem',
        path: [...list, same, 'values'],
        index: known.length + offset,
        value: wanted,
      }));
  }
  return isPresent(peer['podSelector'])
    ? [setKey([...path, 'podSelector'], 'matchExpressions', [value])]
    : [setKey(path, 'podSelector', { matchExpressions: [value] })];
}

function isPresent(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}

function ruleAt(document: JsonObject, direction: Direction, rule: number): JsonObject {
  return objectOf(itemsOf(objectOf(document['spec'])[direction])[rule]);
}

/** Keys stand in the order of the schema. */
function setKey(path: readonly (string | number)[], key: string, value: Json): YamlOperation {
  return { kind: 'setKey', path, key, value, order: keyOrderAt(networkPolicySchema, path) };
}
