import { fieldText } from '../../../resources/diagnostic';
import type { Path } from '../../../yaml/types';
import type { DecodedHostSpec, DecodedIcmp, DecodedObject, DecodedPolicySpec, DecodedRule } from './decoded';
import { refuse } from './errors';
import type { Findings } from './errors';

/**
 * The OpenAPI schema of the CRDs of 3.32, which Calico's own client checks too. It sees the object as Go writes it:
 * empty texts, lists and false flags are absent. Upstream: `libcalico-go/lib/validator/v3/crd_validation.go`.
 */
export function walkSchema(findings: Findings, object: DecodedObject): void {
  const at: Path = ['spec'];
  switch (object.kind) {
    case 'NetworkPolicy':
    case 'GlobalNetworkPolicy':
    case 'StagedNetworkPolicy':
    case 'StagedGlobalNetworkPolicy':
      schemaOfSpec(findings, object.spec);
      return;
    case 'StagedKubernetesNetworkPolicy': {
      stagedAction(findings, object.spec.stagedAction);
      mostItems(findings, object.spec.policyTypes, 2, [...at, 'policyTypes']);
      return;
    }
    case 'Tier':
      defaultAction(findings, object.spec.defaultAction ?? 'Deny');
      return;
    case 'HostEndpoint':
      schemaOfHost(findings, object.spec);
      return;
    case 'NetworkSet':
    case 'GlobalNetworkSet':
    case 'Profile':
  }
}

function schemaOfSpec(findings: Findings, spec: DecodedPolicySpec): void {
  const at: Path = ['spec'];
  stagedAction(findings, spec.stagedAction ?? '');
  for (const direction of ['ingress', 'egress'] as const) {
    spec[direction]?.forEach((rule, index) => schemaOfRule(findings, rule, [...at, direction, index]));
  }
  mostItems(findings, spec.types, 2, [...at, 'types']);
  spec.types?.forEach((type, index) => {
    oneOf(findings, type, ['Ingress', 'Egress'], [...at, 'types', index]);
  });
  spec.performanceHints?.forEach((hint, index) => {
    oneOf(findings, hint, ['AssumeNeededOnEveryNode'], [...at, 'performanceHints', index]);
  });
}

function stagedAction(findings: Findings, action: string): void {
  if (action === '') return;
  oneOf(findings, action, ['Set', 'Delete', 'Learn', 'Ignore'], ['spec', 'stagedAction']);
}

const actions: readonly string[] = ['Allow', 'Deny', 'Log', 'Pass'];

function schemaOfRule(findings: Findings, rule: DecodedRule, path: Path): void {
  oneOf(findings, rule.action, actions, [...path, 'action']);
  if (rule.ipVersion !== undefined) {
    oneOf(findings, `${rule.ipVersion}`, ['4', '6'], [...path, 'ipVersion']);
  }
  schemaOfIcmp(findings, rule.icmp, [...path, 'icmp']);
  schemaOfIcmp(findings, rule.notICMP, [...path, 'notICMP']);
  if (rule.http === undefined) return;
  mostItems(findings, rule.http.methods, 20, [...path, 'http', 'methods']);
  mostItems(findings, rule.http.paths, 20, [...path, 'http', 'paths']);
  rule.http.paths?.forEach((one, index) => {
    for (const key of ['exact', 'prefix'] as const) {
      longest(findings, one[key], 1024, [...path, 'http', 'paths', index, key]);
    }
  });
}

function schemaOfIcmp(findings: Findings, icmp: DecodedIcmp | undefined, path: Path): void {
  for (const [key, most] of [
    ['type', 254],
    ['code', 255],
  ] as const) {
    const value = icmp?.[key];
    if (value === undefined) continue;
    if (value < 0) bound(findings, 'greater', 0, [...path, key]);
    if (value > most) bound(findings, 'less', most, [...path, key]);
  }
}

function schemaOfHost(findings: Findings, { node, interfaceName, ports }: DecodedHostSpec): void {
  longest(findings, interfaceName, 15, ['spec', 'interfaceName']);
  longest(findings, node, 253, ['spec', 'node']);
  ports?.forEach(({ port }, index) => {
    if (port < 1) bound(findings, 'greater', 1, ['spec', 'ports', index, 'port']);
  });
}

/** Two enums must hold together; that they do not is told of the object besides. */
function defaultAction(findings: Findings, action: string): void {
  const path: Path = ['spec', 'defaultAction'];
  if (action === 'Pass' || action === 'Deny') return;
  oneOf(findings, action, actions, path);
  oneOf(findings, action, ['Pass', 'Deny'], path);
  const noneFits = actions.includes(action) ? '' : '. None validated';
  refuse(findings, 'Tier', `"spec.defaultAction" must validate all the schemas (allOf)${noneFits}`, path);
}

function oneOf(findings: Findings, value: string, values: readonly string[], path: Path): void {
  if (values.includes(value)) return;
  const list = values.map((one) => `"${one}"`).join(', ');
  refuse(findings, fieldText(path), `supported values: ${list}`, path);
}

function mostItems(findings: Findings, list: readonly unknown[] | undefined, most: number, path: Path): void {
  if ((list?.length ?? 0) <= most) return;
  refuse(findings, fieldText(path), `must have at most ${most} items`, path);
}

/** The text says bytes, yet characters are counted. */
function longest(findings: Findings, value: string, most: number, path: Path): void {
  if (value.length <= most || [...value].length <= most) return;
  refuse(findings, fieldText(path), `may not be more than ${most} bytes`, path);
}

function bound(findings: Findings, side: 'greater' | 'less', limit: number, path: Path): void {
  const field = fieldText(path);
  refuse(findings, field, `${field} in body should be ${side} than or equal to ${limit}`, path);
}
