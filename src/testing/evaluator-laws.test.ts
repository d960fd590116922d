import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileEvaluator } from '../evaluator/compile';
import { deriveFacts, familiesOfPod, singleton } from '../evaluator/facts';
import type { Evaluator } from '../evaluator/types';
import { addressSet, cidrRange, fewestCidrs, subtractAddresses } from '../model/address-set';
import { formatCidr, parseCidr } from '../model/address';
import type { Cluster, Pod } from '../model/cluster';
import { isSelectorPolicy } from '../model/policy';
import type { Direction, NamespaceMatch, Peer, Policy } from '../model/policy';
import { portSetText } from '../model/ports';
import { selects } from '../model/selector';
import type { Selector } from '../model/selector';
import type { JsonObject } from '../yaml/types';
import { buildWorld } from './case-runner';
import { clusterManifests, namespaceNames } from './generate-cluster';
import { policyManifests } from './generate-policies';

/** A workload in every namespace, so that none is made up for a policy. */
const lively: readonly JsonObject[] = namespaceNames.map((namespace) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'lively', namespace },
  spec: { template: { metadata: { labels: { app: 'lively' } }, spec: { containers: [] } } },
}));
const manifests = fc.tuple(
  clusterManifests.map((cluster) => [...cluster, ...lively]),
  policyManifests,
);
const directions: readonly Direction[] = ['egress', 'ingress'];

function evaluate(resources: readonly JsonObject[]): {
  evaluator: Evaluator;
  cluster: Cluster;
  policies: readonly Policy[];
} {
  const { cluster, policies, arrangement } = buildWorld(resources, 'kubernetes');
  return { cluster, policies, evaluator: compileEvaluator(cluster, policies, arrangement) };
}

/** Everything that is allowed or unknown, by names; outside ends by their ranges merged where they fare alike. */
function told(
  resources: readonly JsonObject[],
  rename: (text: string) => string = (text) => text,
): readonly string[] {
  const { cluster, evaluator } = evaluate(resources);
  const lines: string[] = [];
  const outside = new Map<string, ReturnType<typeof cidrRange>[]>();
  const name = (end: number) => cluster.workloads[end]?.id;
  for (let from = 0; from < evaluator.ends; from++) {
    for (const { to, connection } of evaluator.reaches(from)) {
      const { allowed, admitted, undetermined, partial } = connection;
      const says = [allowed, admitted, undetermined, partial].map(portSetText).join(' | ');
      to.forEach((end) => {
        const [a, b] = [name(from), name(end)];
        if (a !== undefined && b !== undefined) {
          lines.push(rename(`${a} > ${b}: ${says}`));
          return;
        }
        const part = evaluator.outside[(a === undefined ? from : end) - cluster.workloads.length];
        const key = rename(a === undefined ? `outside > ${b}: ${says}` : `${a} > outside: ${says}`);
        const families = familiesOf(cluster, a === undefined ? end : from);
        const ranges = (part?.cidrs ?? []).filter(({ family }) => families.includes(family)).map(cidrRange);
        outside.set(key, [...(outside.get(key) ?? []), ...ranges]);
      });
    }
  }
  const held = addressSet([...cluster.pods, ...cluster.nodes].flatMap((one) => one.addresses.map(singleton)));
  for (const [key, ranges] of outside) {
    const own = subtractAddresses(addressSet(ranges), held);
    if (own.length > 0) lines.push(`${key} ${fewestCidrs(own).map(formatCidr).join(' ')}`);
  }
  return lines.sort();
}

/** Families of which every pod of the workload has an address, or may have one. */
function familiesOf(cluster: Cluster, workload: number): readonly number[] {
  const facts = deriveFacts(cluster);
  const pods = (cluster.workloads[workload]?.pods ?? []).flatMap((pod) => cluster.pods[pod] ?? []);
  const live = pods.map((pod) => familiesOfPod(facts, pod)).filter((families) => families.length > 0);
  return ([4, 6] as const).filter((family) => live.every((families) => families.includes(family)));
}

test('the order of policies means nothing', () => {
  fc.assert(
    fc.property(
      manifests,
      fc.array(fc.nat(), { minLength: 7, maxLength: 7 }),
      ([cluster, policies], keys) => {
        const order = policies.map((_, at) => at).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
        const shuffled = order.map((at) => policies[at] ?? {});
        expect(told([...cluster, ...shuffled])).toEqual(told([...cluster, ...policies]));
      },
    ),
    { seed: 7101, numRuns: 40 },
  );
});

test('a policy that selects nothing changes nothing', () => {
  const idle: JsonObject = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'idle', namespace: 'a' },
    spec: { podSelector: { matchLabels: { app: 'nobody' } }, policyTypes: ['Ingress', 'Egress'] },
  };
  fc.assert(
    fc.property(manifests, ([cluster, policies]) => {
      expect(told([...cluster, ...policies, idle])).toEqual(told([...cluster, ...policies]));
    }),
    { seed: 7102, numRuns: 40 },
  );
});

test('a block and its two halves are the same', () => {
  fc.assert(
    fc.property(manifests, ([cluster, policies]) => {
      const halved = policies.map((policy) => mapPeers(policy, halves));
      expect(told([...cluster, ...halved])).toEqual(told([...cluster, ...policies]));
    }),
    { seed: 7103, numRuns: 40 },
  );
});

function halves(peer: JsonObject): readonly JsonObject[] {
  const block = peer['ipBlock'] as { cidr: string; except?: readonly string[] } | undefined;
  const cidr = block === undefined ? undefined : parseCidr(block.cidr)?.cidr;
  if (block === undefined || cidr === undefined || cidr.prefix >= (cidr.family === 4 ? 32 : 128)) {
    return [peer];
  }
  const { first, last } = cidrRange(cidr);
  const half = (last - first + 1n) / 2n;
  const split = [first, first + half].map((value) => ({
    family: cidr.family,
    value,
    prefix: cidr.prefix + 1,
  }));
  return split.flatMap((part) => {
    const inside = (block.except ?? [])
      .flatMap((text) => parseCidr(text)?.cidr ?? [])
      .filter((except) => {
        const range = cidrRange(except);
        const own = cidrRange(part);
        return except.family === part.family && range.first <= own.last && own.first <= range.last;
      });
    // An except of just this half takes all of it away.
    if (inside.some((except) => except.prefix <= part.prefix)) return [];
    const except = inside.map(formatCidr);
    return [{ ipBlock: { cidr: formatCidr(part), ...(except.length > 0 && { except }) } }];
  });
}

/** Replaces every peer; a list that would become empty takes its rule along, since an empty one means anybody. */
function mapPeers(policy: JsonObject, replace: (peer: JsonObject) => readonly JsonObject[]): JsonObject {
  const spec = policy['spec'] as Record<string, JsonObject[] | undefined>;
  const mapped: Record<string, unknown> = { ...spec };
  for (const [section, side] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const) {
    const rules: readonly JsonObject[] | undefined = spec[section];
    if (rules === undefined) continue;
    mapped[section] = rules.flatMap((rule): readonly JsonObject[] => {
      const peers = rule[side] as unknown as readonly JsonObject[] | undefined;
      if (peers === undefined || peers.length === 0) return [rule];
      const replaced: readonly JsonObject[] = peers.flatMap(replace);
      return replaced.length === 0 ? [] : [{ ...rule, [side]: replaced }];
    });
    // Without policyTypes an empty section would isolate no more.
    if (spec['policyTypes'] === undefined || spec['policyTypes'].length === 0) {
      mapped['policyTypes'] = (spec['egress']?.length ?? 0) > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
    }
  }
  return { ...policy, spec: mapped as JsonObject };
}

test('other names for labels, namespaces and workloads change nothing but the names', () => {
  const renamed = (text: string) =>
    text
      .replaceAll('"app"', '"role"')
      .replaceAll('"web"', '"site"')
      .replaceAll('"namespace":"b"', '"namespace":"bee"')
      .replaceAll('"name":"b"', '"name":"bee"')
      .replaceAll('"kubernetes.io/metadata.name":"b"', '"kubernetes.io/metadata.name":"bee"');
  fc.assert(
    fc.property(manifests, ([cluster, policies]) => {
      const all = [...cluster, ...policies];
      const other = all.map((one) => JSON.parse(renamed(JSON.stringify(one))) as JsonObject);
      const back = (text: string) => text.replaceAll('/bee/', '/b/');
      expect(told(other, back)).toEqual(told(all));
    }),
    { seed: 7104, numRuns: 40 },
  );
});

test('gates, subjects and peers are what the policies say, one by one', () => {
  fc.assert(
    fc.property(manifests, (both) => {
      const { cluster, policies, evaluator } = evaluate(both.flat());
      const inMatch = (match: NamespaceMatch, pod: Pod) =>
        match.kind === 'own'
          ? match.namespace === pod.namespace
          : selects(match.selector, cluster.namespaces.get(pod.namespace)?.labels ?? new Map());
      const has = (match: NamespaceMatch, pods: Selector | undefined, pod: Pod) =>
        inMatch(match, pod) && (pods === undefined || selects(pods, pod.labels));
      const podsOf = (workload: number) =>
        (cluster.workloads[workload]?.pods ?? []).flatMap((pod) => cluster.pods[pod] ?? []);
      for (const { index: workload } of cluster.workloads) {
        const pods = podsOf(workload);
        policies.filter(isSelectorPolicy).forEach(({ subject, ...policy }, at) => {
          const selected = pods.some((pod) => has(subject.namespaces, subject.pods, pod));
          expect(evaluator.subjects(at).has(workload)).toBe(selected);
          for (const direction of directions) {
            const applies = selected && policy[direction].applies;
            expect(evaluator.applying(workload, direction).includes(at)).toBe(applies);
            policy[direction].rules.forEach(({ peers }, rule) => {
              (peers === 'any' ? [] : peers).forEach((peer: Peer, index) => {
                if (peer.kind !== 'pods') return;
                const matched = pods.some((pod) => !pod.hostNetwork && has(peer.namespaces, peer.pods, pod));
                expect(evaluator.peerWorkloads(at, direction, rule, index).has(workload)).toBe(matched);
              });
            });
          }
        });
        for (const direction of directions) {
          const gate = evaluator.gate(workload, direction);
          const [first] = pods.filter((pod) => pod.addressing !== 'ended');
          if (first === undefined || gate.differs) continue;
          const isolated = evaluator
            .applying(workload, direction)
            .filter((at) =>
              policies.some(
                (policy, index) =>
                  index === at &&
                  isSelectorPolicy(policy) &&
                  has(policy.subject.namespaces, policy.subject.pods, first),
              ),
            );
          if (first.hostNetwork) expect(gate.state).toBe('not enforced');
          else if (isolated.length === 0) expect(gate.state).toBe('open');
          else {
            expect(['guarded', 'shut']).toContain(gate.state);
            expect(gate.isolatedBy).toEqual(isolated);
          }
        }
      }
    }),
    { seed: 7105, numRuns: 40 },
  );
});
