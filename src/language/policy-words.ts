import type { Direction, Policy, Rule } from '../model/policy';
import { adminSpecOf } from '../resources/admin-policy/policy';
import type { Snapshot } from '../snapshot/types';
import { calicoSpecOf } from './calico-matches';
import { ciliumIsolates, ciliumSpecOf } from './cilium-matches';

const directions: readonly Direction[] = ['ingress', 'egress'];

/** Where a policy stands among others, in parts: its tier, its order or priority. None where there is no such thing. */
export function standing(policy: Policy): readonly string[] {
  const calico = calicoSpecOf(policy);
  if (calico !== undefined) {
    return [
      `tier ${calico.tier}`,
      calico.order === undefined ? 'no order, so last' : `order ${calico.order}`,
      ...(calico.doNotTrack ? ['before connections are tracked, on hosts'] : []),
      ...(calico.preDnat ? ['before Services are translated, on hosts'] : []),
    ];
  }
  const admin = adminSpecOf(policy);
  if (admin === undefined) return [];
  const tier = `tier ${admin.tier}`;
  return policy.ref.kind === 'BaselineAdminNetworkPolicy' ? [tier] : [tier, `priority ${admin.priority}`];
}

/** Staged policies are looked at but never decide, unless the engine is asked what they would do. */
export function isIdle(policy: Policy, snapshot: Snapshot): boolean {
  return (
    calicoSpecOf(policy)?.staged === true &&
    snapshot.cluster.settings.options.get('StagedAsEnforced') !== true
  );
}

/** What a policy does with whom it selects: `isolates ingress`, or of policies that isolate nobody `ingress and egress`. */
export function directionWords(policy: Policy, snapshot: Snapshot): string {
  const spoken = directions.filter((direction) => policy[direction].applies);
  const isolated = directions.filter((direction) => isolates(policy, snapshot, direction));
  if (isolated.length === 0) return spoken.join(' and ');
  const besides = spoken.filter((direction) => !isolated.includes(direction));
  const also = besides.length === 0 ? '' : `, does not isolate ${besides.join(' and ')}`;
  return `isolates ${isolated.join(' and ')}${also}`;
}

function isolates(policy: Policy, snapshot: Snapshot, direction: Direction): boolean {
  if (policy.ref.dialect === 'networkpolicy') return policy[direction].applies;
  const cilium = ciliumSpecOf(policy);
  return cilium !== undefined && ciliumIsolates(snapshot.cluster, cilium, direction);
}

/** How many rules there are; only where a policy without rules admits nobody is that said. */
export function rulesWords(policy: Policy): string {
  const rules = policy.ingress.rules.length + policy.egress.rules.length;
  if (rules === 0) return policy.ref.dialect === 'networkpolicy' ? 'admits nobody' : 'no rules';
  return rules === 1 ? '1 rule' : `${rules} rules`;
}

/** What a rule does: `rule 1 · denies traffic to `. */
export function ruleLead(rule: Rule, direction: Direction): string {
  const verb = { allow: 'admits', deny: 'denies', pass: 'passes on', log: 'logs' }[rule.action];
  return `rule ${rule.index + 1} · ${verb} ${direction === 'egress' ? 'traffic to ' : ''}`;
}

/** `none (Flannel)` is what enforces nothing: its name stands in the brackets. */
export function engineName(title: string): string {
  return /^none \((.+)\)$/.exec(title)?.[1] ?? title;
}
