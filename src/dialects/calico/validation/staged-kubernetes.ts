import type { Path } from '../../../yaml/types';
import { readPort } from './decode-port';
import type { DecodedKubernetesSpec, DecodedMeta } from './decoded';
import { state } from './errors';
import type { Findings } from './errors';
import { ruleText } from './kubernetes-text';
import { printed } from './print-go';
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
