import type { Path } from '../../../yaml/types';
import type { DecodedPolicySpec } from './decoded';
import { state } from './errors';
import type { Findings } from './errors';
import { printed, printedList } from './print-go';
import { httpType, rulesType, servicesType } from './schema-go';
import { globalOnlyThere, has } from './walk-side';

const at: Path = ['spec'];

/**
 * What must hold in the spec of a policy as a whole; a staged one is asked as the policy that it stands for. Upstream:
 * `validator.go` validateNetworkPolicySpec, validateGlobalNetworkPolicySpec.
 */
export function policyFunction(findings: Findings, spec: DecodedPolicySpec, global: boolean): void {
  const kind = global ? 'GlobalNetworkPolicySpec' : 'NetworkPolicySpec';
  if (global) globalFlags(findings, spec);
  repeatedTypes(findings, spec, kind);
  servicesAndHttp(findings, spec, global);
  if (global) servicesNeedNamespace(findings, spec);
  for (const [key, field] of [
    ['selector', 'Selector'],
    ['serviceAccountSelector', 'ServiceAccountSelector'],
    ['namespaceSelector', 'NamespaceSelector'],
  ] as const) {
    const selector = spec[key] ?? '';
    if (!selector.includes('global()')) continue;
    // Of a global policy it is always the main selector that is shown.
    const shown = global ? spec.selector : selector;
    state(findings, `${kind}.${field}`, shown, globalOnlyThere, [...at, key]);
  }
}

function globalFlags(findings: Findings, spec: DecodedPolicySpec): void {
  const { preDNAT = false, doNotTrack = false, applyOnForward = false, types = [] } = spec;
  if (preDNAT && doNotTrack) {
    const reason = 'PreDNAT and DoNotTrack cannot both be true, for a given PolicySpec';
    state(findings, 'PolicySpec.PreDNAT', 'true', reason, [...at, 'preDNAT']);
  }
  if (preDNAT && has(spec.egress)) {
    const reason = 'PreDNAT PolicySpec cannot have any Egress rules';
    state(findings, 'PolicySpec.Egress', printed(spec.egress, rulesType), reason, [...at, 'egress']);
  }
  if (preDNAT) {
    const shown = printedList(types);
    const egress = types.filter((type) => type === 'Egress').slice(0, repetitionsTold(shown));
    const reason = "PreDNAT PolicySpec cannot have 'egress' Type";
    egress.forEach(() => state(findings, 'PolicySpec.Types', shown, reason, [...at, 'types']));
  }
  if (!applyOnForward && (preDNAT || doNotTrack)) {
    const reason =
      'ApplyOnForward must be true if either PreDNAT or DoNotTrack is true, for a given PolicySpec';
    const flag = preDNAT ? 'preDNAT' : 'doNotTrack';
    state(findings, 'PolicySpec.ApplyOnForward', 'false', reason, [...at, flag]);
  }
}

/** Errors that each show the whole list: of one that nobody means no more are told than this many characters. */
const mostRepeated = 1_000_000;

function repetitionsTold(shown: string): number {
  return Math.ceil(mostRepeated / (shown.length + 1));
}

function repeatedTypes(findings: Findings, { types = [] }: DecodedPolicySpec, kind: string): void {
  const seen = new Set<string>();
  const shown = printedList(types);
  let left = repetitionsTold(shown);
  types.forEach((type, index) => {
    if (!seen.has(type)) {
      seen.add(type);
      return;
    }
    if (left === 0) return;
    left -= 1;
    const reason = `'${type}' type specified more than once`;
    state(findings, `${kind}.Types`, shown, reason, [...at, 'types', index]);
  });
}

function servicesAndHttp(findings: Findings, spec: DecodedPolicySpec, global: boolean): void {
  spec.egress?.forEach(({ source: { services }, http }, index) => {
    const path = [...at, 'egress', index];
    if (services !== undefined) {
      const reason = 'not allowed in egress rule source';
      state(findings, 'Services', printed(services, servicesType), reason, [...path, 'source', 'services']);
    }
    if (http !== undefined) {
      const reason = global ? 'not allowed in egress rules' : 'not allowed in egress rule';
      state(findings, 'HTTP', printed(http, httpType), reason, [...path, 'http']);
    }
  });
  spec.ingress?.forEach(({ destination: { services } }, index) => {
    if (services === undefined) return;
    const reason = 'not allowed in ingress rule destination';
    const path = [...at, 'ingress', index, 'destination', 'services'];
    state(findings, 'Services', printed(services, servicesType), reason, path);
  });
}

function servicesNeedNamespace(findings: Findings, spec: DecodedPolicySpec): void {
  for (const [direction, side] of [
    ['egress', 'destination'],
    ['ingress', 'source'],
  ] as const) {
    spec[direction]?.forEach((rule, index) => {
      if (rule[side].services?.namespace !== '') return;
      const path = [...at, direction, index, side, 'services'];
      state(findings, 'Namespace', '', 'must specify a namespace', path);
    });
  }
}
