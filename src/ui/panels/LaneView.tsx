import { Check, CircleHelp, ScanSearch, X } from 'lucide-react';
import type { Finding, Lane, LaneStep, LaneTier } from '../../views/explanation-types';
import { useCommands } from '../app-context';
import { Badge } from '../kit/Badge';
import { classes } from '../kit/classes';
import { GateGlyph } from '../kit/GateGlyph';
import { PlaceLink } from '../kit/PlaceLink';
import styles from './LaneView.module.css';
import { SentenceText } from './SentenceText';
import { SpecRuleNote } from './SpecRuleNote';

/** One side of a path: its gate, what it does with the flow, and every policy that was looked at. */
export function LaneView({ lane }: { readonly lane: Lane }) {
  const { gate } = lane;
  return (
    <section className={styles.lane} aria-label={lane.direction === 'egress' ? 'Leaving' : 'Entering'}>
      <h2 className={styles.head}>
        {gate.state === 'none' ? null : (
          <GateGlyph state={gate.state} rules={gate.rules} stopped={gate.stopped} />
        )}
        <span className={styles.title}>
          <SentenceText words={lane.title} />
        </span>
        <Badge tone={lane.badge.tone} className={styles.badge}>
          {lane.badge.text}
        </Badge>
      </h2>
      {lane.tiers.map((tier, index) => (
        <div key={index}>
          {tier.heading === undefined ? null : <Checkpoint heading={tier.heading} />}
          {tier.words.length === 0 ? null : (
            <p className={styles.tier}>
              <SentenceText words={tier.words} />
            </p>
          )}
          {tier.steps.length === 0 ? null : (
            <ol className={styles.steps}>
              {tier.steps.map((step, at) => (
                <Step key={at} step={step} />
              ))}
            </ol>
          )}
        </div>
      ))}
    </section>
  );
}

/** One of several things that a flow must pass on its side. */
function Checkpoint({ heading }: { readonly heading: NonNullable<LaneTier['heading']> }) {
  return (
    <h3 className={styles.checkpoint}>
      <span className={styles.title}>
        <SentenceText words={heading.words} />
      </span>
      <Badge tone={heading.badge.tone} className={styles.badge}>
        {heading.badge.text}
      </Badge>
    </h3>
  );
}

function Step({ step }: { readonly step: LaneStep }) {
  return (
    <li
      className={classes(
        styles.step,
        step.dot === 'allowed' && styles.allowed,
        step.dot === 'denied' && styles.denied,
        step.dot === 'undetermined' && styles.unknown,
        step.dot === 'passed' && styles.passed,
        step.closest && styles.closest,
        step.kind === 'condition' && styles.condition,
        step.kind === 'end' && styles.end,
        (step.kind === 'policy' || step.kind === 'rule' || step.kind === 'log') && styles.about,
      )}
    >
      <span className={styles.words}>
        <SentenceText words={step.words} />
        {step.spec === undefined ? null : (
          <>
            {' '}
            <SpecRuleNote spec={step.spec} />
          </>
        )}
        {step.policy === undefined ? null : <ShowSubjects policy={step.policy} />}
        {step.stale ? (
          <>
            {' '}
            <Badge tone="unwanted">from before this edit</Badge>
          </>
        ) : null}
      </span>
      {step.place === undefined ? null : <PlaceLink place={step.place} />}
      {step.findings.length === 0 ? null : (
        <span className={styles.findings}>
          {step.findings.map((finding, index) => (
            <FindingText key={index} finding={finding} />
          ))}
        </span>
      )}
    </li>
  );
}

/** Shows on the canvas whom the policy of a line selects; there while the line is pointed at or used by keyboard. */
function ShowSubjects({ policy }: { readonly policy: string }) {
  const { select, openPanel } = useCommands();
  const label = `Show whom ${policy.split('/').at(-1) ?? ''} selects`;
  return (
    <button
      type="button"
      className={styles.subjects}
      aria-label={label}
      title={label.slice(0, 300)}
      onClick={() => {
        select({ kind: 'policy', key: policy });
        openPanel('inspector');
      }}
    >
      <ScanSearch size={12} aria-hidden="true" />
    </button>
  );
}

const findingIcons = {
  matched: { icon: Check, label: 'matches' },
  missed: { icon: X, label: 'does not match' },
  unknown: { icon: CircleHelp, label: 'cannot be told' },
} as const;

function FindingText({ finding }: { readonly finding: Finding }) {
  const { icon: Icon, label } = findingIcons[finding.tone];
  return (
    <span className={classes(styles.finding, styles[finding.tone])}>
      <Icon size={12} strokeWidth={2} role="img" aria-label={label} className={styles.mark} />
      <span>
        <SentenceText words={finding.words} />
      </span>
    </span>
  );
}
