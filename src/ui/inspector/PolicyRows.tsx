import type { PolicySummary } from '../../analysis/types';
import { useCommands } from '../app-context';
import { Badge } from '../kit/Badge';
import { PlaceLink } from '../kit/PlaceLink';
import styles from './Inspector.module.css';

const shown = 500;

/** Policies, one a line: what each selects and isolates. A click shows it. */
export function PolicyRows({
  policies,
  withNamespace = false,
}: {
  readonly policies: readonly PolicySummary[];
  readonly withNamespace?: boolean;
}) {
  const { select } = useCommands();
  return (
    <ul>
      {policies.slice(0, shown).map((policy) => (
        <li key={`${policy.key} ${policy.place.file} ${policy.place.start}`} className={styles.policy}>
          <button
            type="button"
            className={styles.policyName}
            title={`${policy.kind} ${policy.name}`}
            onClick={() => select({ kind: 'policy', key: policy.key })}
          >
            {policy.name}
          </button>
          <span>{withNamespace ? policy.namespace : <StateBadge state={policy.state} />}</span>
          <span>{policyWords(policy)}</span>
          <PlaceLink place={policy.place} />
        </li>
      ))}
      {policies.length > shown ? <li className={styles.intro}>{policies.length - shown} more</li> : null}
    </ul>
  );
}

/** `selects 2, isolates ingress, 2 rules`. */
function policyWords({ selected, isolates, rules, state }: PolicySummary): string {
  if (state === 'not enforced' || state === 'refused' || state === 'shadowed') return stateWords[state];
  const parts = [`selects ${selected === 0 ? 'nothing' : selected}`];
  if (isolates.length > 0) parts.push(`isolates ${isolates.join(' and ')}`);
  parts.push(rules === 1 ? '1 rule' : rules === 0 ? 'no rules' : `${rules} rules`);
  return parts.join(', ');
}

export const stateWords: Readonly<Record<PolicySummary['state'], string>> = {
  'in force': 'in force',
  'not enforced': 'not enforced here',
  refused: 'would be refused',
  stale: 'from before this edit',
  shadowed: 'replaced by a later document',
};

export function StateBadge({ state }: { readonly state: PolicySummary['state'] }) {
  switch (state) {
    case 'in force':
      return null;
    case 'not enforced':
    case 'shadowed':
      return <Badge tone="unenforced">{stateWords[state]}</Badge>;
    case 'refused':
      return <Badge tone="denied">{stateWords[state]}</Badge>;
    case 'stale':
      return <Badge tone="unwanted">{stateWords[state]}</Badge>;
  }
}
