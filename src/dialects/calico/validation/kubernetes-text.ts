import { compareByBytes } from '../selector/parse';
import type { DecodedKubernetesPeer, DecodedKubernetesRule, DecodedLabelSelector } from './decoded';

/*
 * Structs of Kubernetes as their own text functions write them, which Go's `%v` calls for pointers. Upstream:
 * kubernetes/api `networking/v1/generated.pb.go`, apimachinery `pkg/apis/meta/v1/generated.pb.go`.
 */

/** A rule, as the error about its conversion quotes it. */
export function ruleText(
  { ports = [], from, to }: DecodedKubernetesRule,
  direction: 'ingress' | 'egress',
): string {
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
  const selector = (of: DecodedLabelSelector | undefined): string =>
    labelSelectorText(of).replace('LabelSelector', 'v1.LabelSelector');
  return (
    `NetworkPolicyPeer{PodSelector:${selector(podSelector)},` +
    `NamespaceSelector:${selector(namespaceSelector)},IPBlock:${ipBlockText(ipBlock)},},`
  );
}

export function ipBlockText(block: DecodedKubernetesPeer['ipBlock']): string {
  return block === undefined
    ? 'nil'
    : `&IPBlock{CIDR:${block.cidr},Except:[${(block.except ?? []).join(' ')}],}`;
}

export function labelSelectorText(selector: DecodedLabelSelector | undefined): string {
  if (selector === undefined) return 'nil';
  const labels = [...(selector.matchLabels ?? [])]
    .sort(([a], [b]) => compareByBytes(a, b))
    .map(([key, value]) => `${key}: ${value},`);
  const requirements = (selector.matchExpressions ?? []).map(
    ({ key, operator, values }) =>
      `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${(values ?? []).join(' ')}],},`,
  );
  return (
    `&LabelSelector{MatchLabels:map[string]string{${labels.join('')}},` +
    `MatchExpressions:[]LabelSelectorRequirement{${requirements.join('')}},}`
  );
}
