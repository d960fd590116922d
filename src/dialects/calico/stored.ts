import { parseSelector } from './selector/parse';
import type { CalicoPolicySpec, CalicoRule, CalicoSide } from './spec';

const protocolsWithPorts: ReadonlySet<number | string> = new Set(['tcp', 'udp', 'sctp', 6, 17, 132]);

/**
 * Whether Felix works on a policy that no API has checked: it takes one with a selector that it cannot read, or with ports
 * that need another protocol, for absent. Upstream: projectcalico/calico `typha/pkg/validator/v1/validator.go`.
 */
export function felixAccepts(spec: CalicoPolicySpec): boolean {
  const { selector, namespaceSelector, serviceAccountSelector, rules } = spec;
  return (
    [selector, namespaceSelector, serviceAccountSelector].every(isSelector) &&
    [...rules.ingress, ...rules.egress].every(acceptsRule)
  );
}

function acceptsRule(rule: CalicoRule): boolean {
  const sides = [rule.source, rule.destination];
  if (!sides.every(acceptsSide)) return false;
  const ports = sides.flatMap((side) => [...side.ports, ...side.notPorts]);
  if (ports.length === 0) return true;
  if (rule.protocol === undefined) return ports.every(({ kind }) => kind === 'name');
  return protocolsWithPorts.has(rule.protocol);
}

function acceptsSide({ selector, namespaceSelector, notSelector, serviceAccounts }: CalicoSide): boolean {
  return [selector, namespaceSelector, notSelector, serviceAccounts?.selector ?? ''].every(isSelector);
}

function isSelector(text: string): boolean {
  return parseSelector(text).kind === 'selector';
}
