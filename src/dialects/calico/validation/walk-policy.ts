import type { Path } from '../../../yaml/types';
import type { DecodedPolicy, DecodedPolicySpec } from './decoded';
import { state, tell } from './errors';
import type { Findings } from './errors';
import { isGlobalNetworkPolicyName, isName, isNetworkPolicyName, labelForm } from './names';
import { policyFunction } from './policy-function';
import { printed, printedList } from './print-go';
import { specType } from './schema-go';
import { badName, longestName, nameLength, walkNotes } from './walk-metadata';
import { walkRules } from './walk-rule';
import { walkSelector } from './walk-side';

const at: Path = ['spec'];

const stagedActions: readonly string[] = ['Set', 'Delete', 'Learn', 'Ignore'];
const directions: readonly string[] = ['Ingress', 'Egress'];

/** The spec of a policy and then the policy as a whole. Upstream: `validator.go`, one function for each kind. */
export function walkPolicy(findings: Findings, policy: DecodedPolicy): void {
  walkSpec(findings, policy.spec);
  const { kind, metadata, spec } = policy;
  const global = kind === 'GlobalNetworkPolicy' || kind === 'StagedGlobalNetworkPolicy';
  nameLength(findings, metadata.name, longestName);
  const fits = global ? isGlobalNetworkPolicyName(metadata.name) : isNetworkPolicyName(metadata.name);
  if (!fits) badName(findings, metadata.name, "alphanumeric characters or '-'", labelForm);
  walkNotes(findings, metadata);
  if (spec.stagedAction !== 'Delete') policyFunction(findings, spec, global);
  else if (!isEmptied(spec)) {
    const reason = 'Spec fields, except Tier, should all be zero-value if stagedAction is Delete';
    state(findings, `${kind}Spec`, printed(spec, specType(kind)), reason, at);
  }
}

function walkSpec(findings: Findings, spec: DecodedPolicySpec): void {
  walkStagedAction(findings, spec.stagedAction);
  if (spec.tier !== '' && !isName(spec.tier)) tell(findings, 'Tier', spec.tier, 'name', [...at, 'tier']);
  walkRules(findings, spec.ingress, [...at, 'ingress']);
  walkRules(findings, spec.egress, [...at, 'egress']);
  walkSelector(findings, 'Selector', spec.selector, [...at, 'selector']);
  spec.types?.forEach((type, index) => {
    if (directions.includes(type)) return;
    tell(findings, `Types[${index}]`, type, 'policyType', [...at, 'types', index]);
  });
  walkSelector(findings, 'ServiceAccountSelector', spec.serviceAccountSelector, [
    ...at,
    'serviceAccountSelector',
  ]);
  walkSelector(findings, 'NamespaceSelector', spec.namespaceSelector ?? '', [...at, 'namespaceSelector']);
  walkHints(findings, spec.performanceHints ?? [], [...at, 'performanceHints']);
}

export function walkStagedAction(findings: Findings, action: string | undefined): void {
  if (action === undefined || action === '' || stagedActions.includes(action)) return;
  tell(findings, 'StagedAction', action, 'stagedAction', [...at, 'stagedAction']);
}

/** A repetition ends it: single hints are looked at only where there is none. */
function walkHints(findings: Findings, hints: readonly string[], path: Path): void {
  if (new Set(hints).size !== hints.length) {
    tell(findings, 'PerformanceHints', printedList(hints), 'unique', path);
    return;
  }
  hints.forEach((hint, index) => {
    if (hint === 'AssumeNeededOnEveryNode') return;
    tell(findings, `PerformanceHints[${index}]`, hint, 'oneof', [...path, index]);
  });
}

/** Nothing but the tier; an empty list is something. */
function isEmptied(spec: DecodedPolicySpec): boolean {
  return Object.entries(spec).every(
    ([key, value]) =>
      key === 'tier' || key === 'stagedAction' || value === undefined || value === '' || value === false,
  );
}
