import type { Analysis } from '../analysis/types';
import type { Direction, Policy, Rule } from '../model/policy';
import { contains as inBlock } from '../model/address';
import { endNames } from './explanation-ends';
import type { EndName, RuleDetail, Some } from './detail-types';
import { spoken } from './sentences';
import { keyOfPolicy, peersWords, portsWords } from './sentences-peers';

const namesShown = 50;
const rulesShown = 200;

/** The rules of one side of a policy, with whom each admits in this cluster. */
export function ruleDetails(analysis: Analysis, index: number, direction: Direction): readonly RuleDetail[] {
  const policy = analysis.snapshot.policies[index];
  if (policy === undefined) return [];
  return policy[direction].rules.slice(0, rulesShown).map((rule) => ({
    number: rule.index + 1,
    action: rule.action,
    peers: peersWords(rule),
    ports: spoken(portsWords(rule)),
    admits: admittedBy(analysis, index, direction, rule),
    place: analysis.place(rule.origin),
  }));
}

/** Names of numbered ends, the first ones by number. */
export function someNames(analysis: Analysis, ends: Iterable<number>): Some<EndName> {
  const sorted = [...new Set(ends)].sort((a, b) => a - b);
  const names = endNames(analysis);
  const items = sorted.slice(0, namesShown).map((end) => names.nameOf(analysis.endId(end)));
  return { items, total: sorted.length };
}

/** Index of a policy among those in force, by its key. */
export function policyIndex(analysis: Analysis, key: string): number | undefined {
  const index = analysis.snapshot.policies.findIndex((policy) => keyOfPolicy(policy.ref) === key);
  return index < 0 ? undefined : index;
}

/** Whether the policy's text is not in force but its last accepted version. */
export function isStale(analysis: Analysis, policy: Policy): boolean {
  const { file, document } = policy.origin;
  return analysis.snapshot.stale.some((origin) => origin.file === file && origin.document === document);
}

function admittedBy(analysis: Analysis, index: number, direction: Direction, rule: Rule): Some<EndName> {
  const { evaluator, cluster } = analysis.snapshot;
  if (rule.peers === 'any') {
    const everybody = Array.from({ length: analysis.ends }, (_, end) => end);
    return someNames(analysis, everybody);
  }
  const held = analysis.held(index, direction, rule.index);
  if (held !== undefined) return someNames(analysis, held);
  const found = new Set<number>();
  for (const [position, peer] of rule.peers.entries()) {
    if (peer.kind === 'pods') {
      evaluator.peerWorkloads(index, direction, rule.index, position).forEach((end) => found.add(end));
    } else if (peer.kind === 'addresses') {
      for (const [part, outside] of evaluator.outside.entries()) {
        const inside = outside.representatives.some(
          (address) => inBlock(peer.cidr, address) && !peer.except.some((cut) => inBlock(cut, address)),
        );
        if (inside) found.add(cluster.workloads.length + part);
      }
    }
  }
  return someNames(analysis, found);
}
