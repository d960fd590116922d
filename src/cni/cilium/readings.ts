import type { OptionValue } from '../../model/cluster';
import type { CniReading } from '../cni';
import { ciliumOptions } from './options';
import type { Version } from './options';

/** How Cilium reads what other engines read too. Upstream: `pkg/k8s/network_policy.go`, `pkg/policy/distillery.go`. */
export function ciliumReadings(
  version: Version,
  options: ReadonlyMap<string, OptionValue>,
): readonly CniReading[] {
  const { enforcement, blocksMatchPods, blocksMatchNodes, networkPolicy } = ciliumOptions(version, {
    options,
  });
  const blocks = blocksMatchPods
    ? 'an ipBlock matches pods, as `policy-cidr-match-mode` says'
    : 'an ipBlock never matches pods';
  return [
    { of: 'enforcement', text: enforcementWords(enforcement, networkPolicy) },
    { of: 'blocks', text: blocks },
    { of: 'policy types', text: 'rules count even in a direction that `policyTypes` does not list' },
    {
      of: 'host network',
      text: `a pod on the network of its node is that node: selectors never match it, ${blocksMatchNodes ? 'blocks do' : 'nor do blocks'}`,
    },
    { of: 'baseline', text: 'Baseline rules also open what a NetworkPolicy leaves isolated' },
  ];
}

function enforcementWords(enforcement: 'default' | 'always' | 'never', networkPolicy: boolean): string {
  if (enforcement === 'always') return 'every pod is isolated, as `enable-policy` says';
  if (enforcement === 'never') return 'no policy counts, as `enable-policy` says';
  return networkPolicy
    ? 'policies count'
    : 'NetworkPolicies do not count, as `enable-k8s-networkpolicy` says';
}
