import type { Path } from '../../../yaml/types';
import { compareByBytes } from '../selector/parse';
import { readPort } from './decode-port';
import type {
  DecodedKubernetesPeer,
  DecodedKubernetesRule,
  DecodedKubernetesSpec,
  DecodedLabelSelector,
  DecodedMeta,
} from './decoded';
import { state } from './errors';
import type { Findings } from './errors';
import { printed, printedList } from './print-go';
import { specType } from './schema-go';
import { longestName, nameLength, walkNotes } from './walk-metadata';
import { walkStagedAction } from './walk-policy';

const at: Path = ['spec'];

/**
 * A staged Kubernetes policy: nothing of its spec is looked at but the staged action and whether its rules can be
 * converted. Upstream: `validator.go` validateStagedKubernetesNetworkPolicy.
 */
export function walkStagedKubernetes(
  findings: Findings,
  metadata: DecodedMeta,
  spec: DecodedKubernetesSpec,
): void {
  walkStagedAction(findings, spec.stagedAction);
  nameLength(findings, metadata.name, longestName);
  walkNotes(findings, metadata);
  const shown = (): string => printed(spec, specType('StagedKubernetesNetworkPolicy'));
  if (spec.stagedAction === 'Delete') {
    if (isEmptied(spec)) return;
    const reason = 'Spec fields should all be zero-value if stagedAction is Delete';
    state(findings, 'StagedKubernetesNetworkPolicySpec', shown(), reason, at);
    return;
  }
  const failures = [...failuresOf(spec, 'ingress'), ...failuresOf(spec, 'egress')];
  const [first] = failures;
  if (first === undefined) return;
  const rules =
    failures.length === 1
      ? `error with rule ${first.text}`
      : `error with the following rules:\n${failures.map(({ text }) => `-  ${text}\n`).join('')}`;
  const reason = `conversion to stagednetworkpolicy failed policy: ${metadata.name}: ${rules}`;
  state(findings, 'PolicySpec', shown(), reason, first.path);
}

/** An empty list or map is something. */
function isEmptied({ podSelector, ingress, egress, policyTypes }: DecodedKubernetesSpec): boolean {
  const { matchLabels, matchExpressions } = podSelector;
  return [matchLabels, matchExpressions, ingress, egress, policyTypes].every((part) => part === undefined);
}

/** Rules with a port that Calico cannot read; the first such port of each is told. */
function failuresOf(
  spec: DecodedKubernetesSpec,
  direction: 'ingress' | 'egress',
): readonly { readonly path: Path; readonly text: string }[] {
  return (spec[direction] ?? []).flatMap((rule, index) => {
    for (const [at, { port, endPort }] of (rule.ports ?? []).entries()) {
      if (port === undefined) continue;
      const text = endPort === undefined ? `${port}` : `${port}:${endPort}`;
      const found = readPort(text);
      if (found.kind === 'port') continue;
      const why = `failed to parse k8s port: invalid port ${text}: ${found.message}`;
      return {
        path: ['spec', direction, index, 'ports', at],
        text: `${ruleText(rule, direction)} (k8s rule couldn't be converted: ${why})`,
      };
    }
    return [];
  });
}

/** A rule as its own text function writes it. Upstream: kubernetes/api `networking/v1/generated.pb.go`. */
function ruleText({ ports = [], from, to }: DecodedKubernetesRule, direction: 'ingress' | 'egress'): string {
  const portTexts = ports.map(
    ({ protocol, port, endPort }) =>
      `NetworkPolicyPort{Protocol:${pointed(protocol)},Port:${port ?? '<nil>'},EndPort:${pointed(endPort)},},`,
  );
  const peerTexts = (direction === 'ingress' ? from : to)?.map(peerText) ?? [];
  const [kind, peers] =
    direction === 'ingress' ? ['NetworkPolicyIngressRule', 'From'] : ['NetworkPolicyEgressRule', 'To'];
  return (
    `&${kind}{Ports:[]NetworkPolicyPort{${portTexts.join('')}},` +
    `${peers}:[]NetworkPolicyPeer{${peerTexts.join('')}},}`
  );
}

function pointed(value: string | number | undefined): string {
  return value === undefined ? 'nil' : `*${value}`;
}

function peerText({ podSelector, namespaceSelector, ipBlock }: DecodedKubernetesPeer): string {
  const block =
    ipBlock === undefined ? 'nil' : `&IPBlock{CIDR:${ipBlock.cidr},Except:${printedList(ipBlock.except)},}`;
  return (
    `NetworkPolicyPeer{PodSelector:${selectorText(podSelector)},` +
    `NamespaceSelector:${selectorText(namespaceSelector)},IPBlock:${block},},`
  );
}

function selectorText(selector: DecodedLabelSelector | undefined): string {
  if (selector === undefined) return 'nil';
  const labels = [...(selector.matchLabels ?? [])]
    .sort(([a], [b]) => compareByBytes(a, b))
    .map(([key, value]) => `${key}: ${value},`);
  const requirements = (selector.matchExpressions ?? []).map(
    ({ key, operator, values }) =>
      `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:${printedList(values)},},`,
  );
  return (
    `&v1.LabelSelector{MatchLabels:map[string]string{${labels.join('')}},` +
    `MatchExpressions:[]LabelSelectorRequirement{${requirements.join('')}},}`
  );
}
