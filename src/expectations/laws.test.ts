import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAddress, parseAddress, parseCidr, contains } from '../model/address';
import type { FlowEnd } from '../model/flow';
import { hasPort, intersectPorts, portSet, type Protocol } from '../model/ports';
import { registry } from '../registry';
import { buildSnapshot } from '../snapshot/build';
import type { Snapshot } from '../snapshot/types';
import { clusterManifests, labelPool, namespaceNames } from '../testing/generate-cluster';
import { interestingAddresses, policyManifests } from '../testing/generate-policies';
import { printYaml } from '../yaml/print';
import type { Json, JsonObject } from '../yaml/types';
import { familiesOf } from './families';

const runs = { numRuns: 100, seed: 20_260_802 };

/** A peer as text, and whom it means, said as plainly as can be. */
type Peer = { readonly json: Json; readonly means: (end: End) => boolean; readonly isElse?: boolean };
type End = {
  readonly id: string;
  readonly flow: FlowEnd;
  readonly pod?: Snapshot['cluster']['pods'][number];
};

const peer: fc.Arbitrary<Peer> = fc.oneof(
  fc.nat(6).chain((at) =>
    fc.constantFrom(...namespaceNames).map((namespace): Peer => {
      const name = `w${at}`;
      return {
        json: { workload: name, namespace },
        means: (end) => end.pod?.namespace === namespace && owner(end) === name,
      };
    }),
  ),
  fc
    .tuple(fc.constantFrom(...namespaceNames), fc.constantFrom(...labelPool.app))
    .map(([namespace, app]): Peer => ({
      json: { pods: { app }, namespace },
      means: (end) => end.pod?.namespace === namespace && end.pod.labels.get('app') === app,
    })),
  fc.constantFrom(...labelPool.tier).map((tier): Peer => ({
    json: {
      pods: { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: [tier] }] },
      namespaces: {},
    },
    means: (end) => end.pod !== undefined && end.pod.labels.get('tier') !== tier,
  })),
  fc
    .constantFrom(...namespaceNames)
    .map((name): Peer => ({ json: { namespace: name }, means: (end) => end.pod?.namespace === name })),
  fc.constant<Peer>({ json: { namespaces: {} }, means: (end) => end.pod !== undefined }),
  fc
    .constantFrom('203.0.113.0/24', '198.51.100.0/24', '0.0.0.0/0', '2001:db8::/32')
    .map((cidr): Peer => ({ json: { cidr }, means: (end) => isIn(end, cidr) })),
  fc.constant<Peer>({ json: 'AnyPod', means: (end) => end.pod !== undefined }),
  fc.constant<Peer>({ json: 'Anyone', means: () => true }),
  fc.constant<Peer>({ json: 'OutsideCluster', means: (end) => end.pod === undefined }),
  fc.constant<Peer>({ json: 'AnyoneElse', means: () => true, isElse: true }),
  fc.constant<Peer>({ json: 'AnyOtherPod', means: (end) => end.pod !== undefined, isElse: true }),
);

let ownerNames: ReadonlyMap<number, string> = new Map();
function owner(end: End): string | undefined {
  return end.pod === undefined ? undefined : ownerNames.get(end.pod.workload);
}

function isIn(end: End, text: string): boolean {
  const cidr = parseCidr(text)?.cidr;
  return end.flow.kind === 'address' && cidr !== undefined && contains(cidr, end.flow.address);
}

const samples: readonly (readonly [Protocol, number])[] = [
  ['TCP', 80],
  ['TCP', 8080],
  ['UDP', 53],
  ['TCP', 9090],
  ['other', 0],
];

type Ports = {
  readonly json: readonly Json[] | undefined;
  readonly has: (end: End, protocol: Protocol, port: number) => boolean;
};
const ports: fc.Arbitrary<Ports> = fc.oneof(
  fc.constant<Ports>({ json: undefined, has: () => true }),
  fc.constant<Ports>({
    json: [80, '53/UDP'],
    has: (_, protocol, port) => `${protocol} ${port}` === 'TCP 80' || `${protocol} ${port}` === 'UDP 53',
  }),
  fc.constant<Ports>({
    json: ['8000-9090'],
    has: (_, protocol, port) => protocol === 'TCP' && port >= 8000 && port <= 9090,
  }),
  fc.constant<Ports>({ json: ['any'], has: (_, protocol) => protocol !== 'other' }),
  fc.constant<Ports>({
    json: ['http'],
    has: ({ pod }, protocol, port) =>
      protocol === 'TCP' &&
      pod?.ports.some((one) => one.name === 'http' && one.protocol === 'TCP' && one.port === port) === true,
  }),
);

type Item = {
  readonly from: Peer;
  readonly to: Peer;
  readonly ports: Ports;
  readonly verdict: 'allowed' | 'denied';
};
const item: fc.Arbitrary<Item> = fc.record({
  from: peer,
  to: peer,
  ports,
  verdict: fc.constantFrom('allowed', 'denied'),
});

function textOf(items: readonly Item[], spec: JsonObject = {}): string {
  const expectItems = items.map(({ from, to, ports: own, verdict }): JsonObject => {
    return { from: from.json, to: to.json, ...(own.json === undefined ? {} : { ports: own.json }), verdict };
  });
  return printYaml({
    apiVersion: 'drawbridge.internal/v1alpha1',
    kind: 'Expectations',
    metadata: { name: 'e', namespace: 'a' },
    spec: { ...spec, expect: expectItems },
  });
}

function snapshotOf(manifests: readonly JsonObject[], expectations: string): Snapshot {
  const text = manifests.map((value) => printYaml(value)).join('---\n');
  const files = [
    { id: 'c', name: 'cluster.yaml', text },
    { id: 'e', name: 'expectations.yaml', text: expectations },
  ];
  return buildSnapshot({ files, revision: 1 }, registry);
}

/** Every live pod, and addresses that are nobody's. */
function endsOf({ cluster, evaluator }: Snapshot): readonly End[] {
  ownerNames = new Map(cluster.workloads.map(({ index, name }) => [index, name]));
  const held = new Set(
    [...cluster.pods, ...cluster.nodes].flatMap((one) => one.addresses.map(({ value }) => value)),
  );
  const families = familiesOf(cluster, evaluator.policies);
  const pods = cluster.workloads.flatMap((workload) =>
    workload.pods.flatMap((index): readonly End[] => {
      const pod = cluster.pods[index];
      if (pod === undefined || pod.addressing === 'none' || pod.addressing === 'ended') return [];
      return [{ id: pod.id, flow: { kind: 'pod', pod: index }, pod }];
    }),
  );
  const outside = interestingAddresses.flatMap((text): readonly End[] => {
    const address = parseAddress(text);
    if (address === undefined || held.has(address.value) || !families.has(address.family)) return [];
    return [{ id: formatAddress(address), flow: { kind: 'address', address } }];
  });
  return [...pods, ...outside];
}

function isFlow(snapshot: Snapshot, from: End, to: End): boolean {
  if (from.pod === undefined && to.pod === undefined) return false;
  if (from.pod === to.pod && from.pod !== undefined) {
    const workload = snapshot.cluster.workloads[from.pod.workload];
    return from.pod.template && workload?.kind !== 'Pod';
  }
  return true;
}

function inside({ from, to, ports: own }: Item, a: End, b: End, protocol: Protocol, port: number): boolean {
  return from.means(a) && to.means(b) && own.has(b, protocol, port);
}

test('[LAW-13] the status of a statement is that of its flows, one by one', () => {
  let failing = 0;
  let holding = 0;
  fc.assert(
    fc.property(
      clusterManifests,
      policyManifests,
      fc.array(item, { minLength: 1, maxLength: 4 }),
      (cluster, policies, items) => {
        const snapshot = snapshotOf([...cluster, ...policies], textOf(items));
        const ends = endsOf(snapshot);
        for (const result of snapshot.statements) {
          const own = items[Number(result.origin.path.at(-1))];
          if (own === undefined) throw new Error('a statement of nobody');
          const givesWay = own.from.isElse === true || own.to.isElse === true;
          const allowed = items.filter(
            ({ verdict, from, to }) => verdict === 'allowed' && isStatement(from, to),
          );
          const wrong = new Map<string, string>();
          for (const a of ends) {
            for (const b of ends) {
              if (!isFlow(snapshot, a, b)) continue;
              for (const [protocol, port] of samples) {
                if (!inside(own, a, b, protocol, port)) continue;
                if (givesWay && allowed.some((other) => inside(other, a, b, protocol, port))) continue;
                const trace = snapshot.evaluator.trace({ from: a.flow, to: b.flow, protocol, port });
                // Where the two ends have no address family in common, an outside address is nobody.
                const none = trace.egress.before === 'no address' || trace.ingress.before === 'no address';
                if (none && (a.pod === undefined || b.pod === undefined)) continue;
                const { kind } = trace.verdict;
                if (kind !== own.verdict) wrong.set(`${a.id} → ${b.id} ${protocol} ${port}`, kind);
              }
            }
          }
          const seen = [...wrong.values()].filter((kind) => kind !== 'undetermined').length;
          const told = JSON.stringify([
            result.from,
            result.to,
            result.ports,
            result.verdict,
            result.status,
            [...wrong],
          ]);
          if (result.status === 'holds') holding++;
          if (result.status === 'fails') failing++;
          if (result.status === 'holds' || result.status === 'vacuous') expect(wrong.size, told).toBe(0);
          if (result.status === 'cannotTell') expect(seen, told).toBe(0);
          const shown = portSet(samples.map(([protocol, port]) => ({ protocol, first: port, last: port })));
          const amongPods = result.pairs.some(
            ({ from, to, failing: bad }) =>
              Math.max(from, to) < snapshot.cluster.workloads.length && intersectPorts(bad, shown).length > 0,
          );
          if (amongPods) expect(seen, told).toBeGreaterThan(0);
        }
      },
    ),
    runs,
  );
  expect(Math.min(failing, holding)).toBeGreaterThan(5);
});

/** Statements between two outside ends are refused, so they take nothing out of `Else`. */
function isStatement(from: Peer, to: Peer): boolean {
  const outside = ({ json }: Peer) =>
    json === 'OutsideCluster' || (typeof json === 'object' && json !== null && Object.hasOwn(json, 'cidr'));
  return !(outside(from) && outside(to));
}

test('[LAW-13] the order of items has no meaning', () => {
  fc.assert(
    fc.property(
      clusterManifests,
      policyManifests,
      fc.array(item, { minLength: 2, maxLength: 4 }),
      (cluster, policies, items) => {
        const told = (snapshot: Snapshot) =>
          snapshot.statements.map(({ from, to, ports: own, verdict, status, pairCount, failingCount }) =>
            JSON.stringify([from, to, own, verdict, status, pairCount, failingCount]),
          );
        const manifests = [...cluster, ...policies];
        const straight = told(snapshotOf(manifests, textOf(items)));
        const reversed = told(snapshotOf(manifests, textOf([...items].reverse())));
        expect([...reversed].sort()).toEqual([...straight].sort());
      },
    ),
    { ...runs, numRuns: 40 },
  );
});

test('[EX-6] unmentioned: denied is what no statement allows', () => {
  let failing = 0;
  fc.assert(
    fc.property(
      clusterManifests,
      policyManifests,
      fc.array(item, { maxLength: 3 }),
      (cluster, policies, items) => {
        const spec = { unmentioned: 'denied', scope: { namespaces: ['a', 'b'] } };
        const snapshot = snapshotOf([...cluster, ...policies], textOf(items, spec));
        const ends = endsOf(snapshot);
        const allowed = items.filter(
          ({ verdict, from, to }) => verdict === 'allowed' && isStatement(from, to),
        );
        const inScope = ({ pod }: End) => pod?.namespace === 'a' || pod?.namespace === 'b';
        const wrong = new Map<string, string>();
        for (const a of ends) {
          for (const b of ends) {
            if (!isFlow(snapshot, a, b) || !(inScope(a) || inScope(b))) continue;
            for (const [protocol, port] of samples) {
              if (allowed.some((other) => inside(other, a, b, protocol, port))) continue;
              const { kind } = snapshot.evaluator.trace({ from: a.flow, to: b.flow, protocol, port }).verdict;
              if (kind !== 'denied') wrong.set(`${a.id} → ${b.id} ${protocol} ${port}`, kind);
            }
          }
        }
        const own = snapshot.statements.filter(({ origin }) => origin.path.at(-1) === 'unmentioned');
        const told = JSON.stringify([own.map(({ status, from, to }) => [status, from, to]), [...wrong]]);
        const fails = own.some(({ status }) => status === 'fails');
        if (fails) failing++;
        if ([...wrong.values()].includes('allowed')) expect(fails, told).toBe(true);
        if (own.every(({ status }) => status === 'holds' || status === 'vacuous')) {
          expect(wrong.size, told).toBe(0);
        }
        for (const { pairs } of own) {
          for (const { from, to, failing: bad } of pairs) {
            if (Math.max(from, to) >= snapshot.cluster.workloads.length) continue;
            const visible = samples.some(([protocol, port]) => hasPort(bad, protocol, port));
            if (visible) expect([...wrong.values()], told).toContain('allowed');
          }
        }
      },
    ),
    { ...runs, numRuns: 60 },
  );
  expect(failing).toBeGreaterThan(10);
});
