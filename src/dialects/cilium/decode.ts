import { within } from '../../model/origin';
import type { Direction, Policy, PolicySide, Rule } from '../../model/policy';
import type { Authentication } from '../../model/walk';
import { decodeSelector } from '../../resources/api-server/decode-selector';
import type { Resource } from '../../resources/resource';
import type { JsonObject } from '../../yaml/types';
import type { Decoded, Surroundings } from '../dialect';
import { decodePeers, readBlock } from './decode-peers';
import { decodePorts } from './decode-ports';
import { objectOf, objectsOf, textOf, textsOf } from './json';
import { modelPeers, modelPorts } from './model-rule';
import { speaksOf } from './speaks-of';
import type { CidrGroup, CiliumItem, CiliumRule, CiliumSpec } from './spec';
import { validateCilium } from './validation/validate';

/**
 * Decodes a document of Cilium's. What the agent refuses is not in force. What only the API server refuses is told, and
 * read as the agent would read it.
 */
export function decodeCilium(resource: Resource, around: Surroundings): Decoded {
  const errors = validateCilium(typed(resource), around).map((error) =>
    error.message.startsWith('agent: ') ? error : { ...error, advisory: true },
  );
  const accepted = errors.every(({ advisory }) => advisory === true);
  if (resource.kind === 'CiliumCIDRGroup') {
    return {
      policy: undefined,
      ...(accepted && { object: groupOf(resource) }),
      errors,
      warnings: [],
    };
  }
  return { policy: accepted ? policyOf(resource) : undefined, errors, warnings: [] };
}

/** An item of a typed list has its type from the list. */
function typed(resource: Resource): JsonObject {
  const { value, apiVersion, kind } = resource;
  return value['kind'] === kind && value['apiVersion'] === apiVersion
    ? value
    : { ...value, apiVersion, kind };
}

function groupOf(resource: Resource): NonNullable<Decoded['object']> {
  const labels = objectOf(objectOf(resource.value['metadata'])?.['labels']) ?? {};
  const spec: CidrGroup = {
    name: resource.name,
    labels: new Map(Object.entries(labels).map(([key, value]) => [key, textOf(value)])),
    // What is no block is skipped, as the agent does.
    cidrs: textsOf(objectOf(resource.value['spec'])?.['externalCIDRs']).flatMap(readBlock),
  };
  return { kind: resource.kind, name: resource.name, spec, origin: resource.origin };
}

function policyOf(resource: Resource): Policy {
  const { kind, origin, name } = resource;
  const clusterwide = kind === 'CiliumClusterwideNetworkPolicy';
  const namespace = clusterwide
    ? undefined
    : resource.namespace === undefined || resource.namespace === ''
      ? 'default'
      : resource.namespace;
  const counts = { ingress: 0, egress: 0 };
  const one = objectOf(resource.value['spec']);
  const rules = [
    ...(one === undefined ? [] : [decodeRule(one, ['spec'])]),
    ...objectsOf(resource.value['specs']).map((rule, index) => decodeRule(rule, ['specs', index])),
  ];
  const spec: CiliumSpec = {
    kind: clusterwide ? 'CiliumClusterwideNetworkPolicy' : 'CiliumNetworkPolicy',
    namespace,
    rules,
  };
  return {
    ref: { dialect: 'cilium', kind, ...(namespace !== undefined && { namespace }), name },
    speaksOf: speaksOf(spec),
    ingress: side(spec, 'ingress'),
    egress: side(spec, 'egress'),
    origin,
    spec,
  };

  function decodeRule(rule: JsonObject, path: readonly (string | number)[]): CiliumRule {
    const at = within(origin, ...path);
    const nodes = objectOf(rule['nodeSelector']);
    const kindOf = nodes === undefined ? 'endpoints' : 'nodes';
    const member = nodes === undefined ? 'endpointSelector' : 'nodeSelector';
    const deny = objectOf(rule['enableDefaultDeny']) ?? {};
    const items: CiliumItem[] = [];
    for (const direction of ['ingress', 'egress'] as const) {
      for (const action of ['allow', 'deny'] as const) {
        const key = action === 'allow' ? direction : `${direction}Deny`;
        objectsOf(rule[key]).forEach((item, index) => {
          items.push(decodeItem(item, direction, action, counts[direction]++, within(at, key, index)));
        });
      }
    }
    return {
      subject: {
        kind: kindOf,
        selector: decodeSelector(nodes ?? objectOf(rule['endpointSelector']) ?? {}, within(at, member)),
      },
      defaultDeny: {
        ...(typeof deny['ingress'] === 'boolean' && { ingress: deny['ingress'] }),
        ...(typeof deny['egress'] === 'boolean' && { egress: deny['egress'] }),
      },
      items,
    };
  }
}

const modes: ReadonlySet<string> = new Set<Authentication>(['disabled', 'required', 'test-always-fail']);

function decodeItem(
  item: JsonObject,
  direction: Direction,
  action: CiliumItem['action'],
  index: number,
  origin: CiliumItem['origin'],
): CiliumItem {
  const mode = textOf(objectOf(item['authentication'])?.['mode']);
  return {
    direction,
    action,
    index,
    peers: decodePeers(item, direction === 'ingress' ? 'from' : 'to', origin),
    ports: decodePorts(item, origin),
    ...(modes.has(mode) && action === 'allow' && { authentication: mode as Authentication }),
    origin,
  };
}

/** Whether the rule isolates its subjects: as written, else where it says anything of the direction. */
export function deniesByDefault(rule: CiliumRule, direction: Direction): boolean {
  if (!rule.items.some((item) => item.direction === direction)) return false;
  return rule.defaultDeny[direction] ?? true;
}

function side(spec: CiliumSpec, direction: Direction): PolicySide {
  const items = spec.rules.flatMap((rule) => rule.items.filter((item) => item.direction === direction));
  return {
    applies: items.length > 0,
    rules: items.map((item): Rule => ({
      index: item.index,
      action: item.action,
      peers: modelPeers(item, spec.namespace),
      ports: modelPorts(item),
      origin: item.origin,
    })),
  };
}
