import { fieldText } from '../../../resources/diagnostic';
import type { Path } from '../../../yaml/types';
import type { DecodedHostSpec, DecodedIcmp, DecodedObject, DecodedPolicySpec, DecodedRule } from './decoded';
import { refuse } from './errors';
import type { Findings } from './errors';
import { isNamed } from './rule-function';
import { has } from './walk-side';

/** The rules (CEL) of the CRDs of 3.32: an object's own before those of its members. Upstream: markers of the API's types. */
export function walkCrdRules(findings: Findings, object: DecodedObject): void {
  switch (object.kind) {
    case 'GlobalNetworkPolicy':
    case 'StagedGlobalNetworkPolicy':
      rulesOfFlags(findings, object.spec);
      rulesOfSpec(findings, object.spec);
      return;
    case 'NetworkPolicy':
    case 'StagedNetworkPolicy':
      rulesOfSpec(findings, object.spec);
      return;
    case 'Tier':
      rulesOfTier(findings, object.metadata.name, object.spec.defaultAction ?? 'Deny');
      return;
    case 'HostEndpoint':
      rulesOfHost(findings, object.spec);
      return;
    case 'StagedKubernetesNetworkPolicy':
    case 'NetworkSet':
    case 'GlobalNetworkSet':
    case 'Profile':
  }
}

function rulesOfFlags(findings: Findings, spec: DecodedPolicySpec): void {
  const { preDNAT = false, doNotTrack = false, applyOnForward = false } = spec;
  const tellOf = (reason: string, key: string): void => refuse(findings, 'spec', reason, ['spec', key]);
  if (preDNAT && doNotTrack) tellOf('preDNAT and doNotTrack cannot both be true', 'preDNAT');
  if (preDNAT && has(spec.egress)) tellOf('preDNAT policy cannot have any egress rules', 'egress');
  if (preDNAT && spec.types?.includes('Egress') === true) {
    tellOf("preDNAT policy cannot have 'Egress' type", 'types');
  }
  if (!applyOnForward && (preDNAT || doNotTrack)) {
    const flag = preDNAT ? 'preDNAT' : 'doNotTrack';
    tellOf('applyOnForward must be true if either preDNAT or doNotTrack is true', flag);
  }
}

function rulesOfSpec(findings: Findings, spec: DecodedPolicySpec): void {
  for (const direction of ['ingress', 'egress'] as const) {
    spec[direction]?.forEach((rule, index) => rulesOfRule(findings, rule, ['spec', direction, index]));
  }
}

function rulesOfRule(findings: Findings, rule: DecodedRule, path: Path): void {
  const { http, protocol, destination } = rule;
  const field = fieldText(path);
  if (http !== undefined) {
    const tcp = isNamed(protocol, 'TCP') || (protocol?.kind === 'number' && protocol.number === 6);
    if (protocol !== undefined && !tcp) {
      const reason = 'rules with HTTP match must have protocol TCP or unset';
      refuse(findings, field, reason, [...path, 'protocol']);
    }
    if (rule.action !== 'Allow') {
      refuse(findings, field, 'HTTP match is only valid on Allow rules', [...path, 'http']);
    }
  }
  if (destination.services !== undefined && (has(destination.ports) || has(destination.notPorts))) {
    const reason = 'ports and notPorts cannot be specified with services';
    refuse(findings, field, reason, [...path, 'destination', 'services']);
  }
  codeNeedsType(findings, rule.icmp, [...path, 'icmp']);
  codeNeedsType(findings, rule.notICMP, [...path, 'notICMP']);
}

function codeNeedsType(findings: Findings, icmp: DecodedIcmp | undefined, path: Path): void {
  if (icmp?.code === undefined || icmp.type !== undefined) return;
  refuse(findings, fieldText(path), 'ICMP code specified without an ICMP type', path);
}

function rulesOfHost(findings: Findings, { node, interfaceName, expectedIPs }: DecodedHostSpec): void {
  if (interfaceName === '' && !has(expectedIPs)) {
    const reason = 'at least one of interfaceName or expectedIPs must be specified';
    refuse(findings, 'spec', reason, ['spec']);
  }
  if (node === '') refuse(findings, 'spec', 'node must be specified', ['spec']);
}

const fixedActions: readonly (readonly [tier: string, action: string])[] = [
  ['kube-admin', 'Pass'],
  ['kube-baseline', 'Pass'],
  ['default', 'Deny'],
];

/** Without a name none of the rules can be worked out. */
function rulesOfTier(findings: Findings, name: string, action: string): void {
  for (const [tier, wanted] of fixedActions) {
    const text = `The '${tier}' tier must have default action '${wanted}'`;
    if (name === '') refuse(findings, 'Tier', `no such key: name evaluating rule: ${text}`, ['metadata']);
    else if (name === tier && action !== wanted) refuse(findings, 'Tier', text, ['spec', 'defaultAction']);
  }
}
