import fc from 'fast-check';
import { expect, test } from 'vitest';
import { familiesOf } from '../expectations/families';
import { contains, parseAddress } from '../model/address';
import type { FlowEnd } from '../model/flow';
import { hasPort, intersectPorts, unionPorts, type Protocol } from '../model/ports';
import { registry } from '../registry';
import type { Snapshot } from '../snapshot/types';
import { interestingAddresses } from '../testing/generate-policies';
import { readFile } from '../yaml/read-file';
import type { Json } from '../yaml/types';
import {
  applied,
  closedWorkspaces,
  picks,
  requestFor,
  snapshotOf,
  workspaces,
} from '../testing/planning-ground';
import { planEdge } from './plan';
import type { Candidate, Change, ChangedPath, PlanRequest } from './types';
import { pairsOf, wishOf } from './wish';

const runs = { numRuns: 60, seed: 20_260_801 };

const samples: readonly (readonly [Protocol, number])[] = [
  ['TCP', 80],
  ['TCP', 443],
  ['TCP', 8080],
  ['TCP', 9090],
  ['TCP', 1],
  ['UDP', 53],
  ['UDP', 8080],
  ['SCTP', 443],
  ['other', 0],
];

type Verdicts = ReadonlyMap<string, string>;

/** Verdicts of the tracing evaluator on sample flows, by `from to protocol port` with the ids of pods and addresses. */
function verdictsOf(snapshot: Snapshot): Verdicts {
  const { cluster, evaluator } = snapshot;
  const ends: (readonly [string, FlowEnd])[] = cluster.workloads.flatMap((workload) =>
    workload.pods.map((pod) => [`pod ${cluster.pods[pod]?.id ?? ''}`, { kind: 'pod', pod }] as const),
  );
  const held = new Set(
    [...cluster.pods, ...cluster.nodes].flatMap((holder) => holder.addresses.map(({ value }) => value)),
  );
  const families = familiesOf(cluster, evaluator.policies);
  const ranges = [...cluster.settings.podCidrs, ...cluster.nodes.flatMap((node) => node.podCidrs)];
  for (const text of interestingAddresses) {
    const address = parseAddress(text);
    if (address === undefined || held.has(address.value) || !families.has(address.family)) continue;
    // Addresses in the pods' own ranges are pods' or nobody's.
    if (ranges.some((range) => contains(range, address))) continue;
    ends.push([text, { kind: 'address', address }]);
  }
  const found = new Map<string, string>();
  for (const [a, from] of ends) {
    for (const [b, to] of ends) {
      if (from.kind === 'address' && to.kind === 'address') continue;
      for (const [protocol, port] of samples) {
        const { verdict } = evaluator.trace({ from, to, protocol, port });
        found.set(`${a}|${b}|${protocol}|${port}`, verdict.kind);
      }
    }
  }
  return found;
}

/** The name of the end that a sample belongs to. */
function endOf(snapshot: Snapshot, sample: string): string {
  if (!sample.startsWith('pod ')) return 'outside';
  const pod = snapshot.cluster.pods.find(({ id }) => `pod ${id}` === sample);
  return snapshot.cluster.workloads[pod?.workload ?? -1]?.id ?? '';
}

function announces(
  paths: readonly ChangedPath[],
  from: string,
  to: string,
  protocol: Protocol,
  port: number,
) {
  const fits = (end: Change['from'], id: string) =>
    end.kind === 'outside' ? id === 'outside' : end.id === id;
  return paths.some(
    (path) => fits(path.from, from) && fits(path.to, to) && hasPort(path.ports, protocol, port),
  );
}

/** Every sample whose verdict changes must be announced, and everything announced between pods must be seen to change. */
function checkAnnounced(before: Snapshot, after: Snapshot, candidate: Candidate, closing: boolean): void {
  const was = verdictsOf(before);
  const is = verdictsOf(after);
  const opened = closing ? candidate.opened : [...candidate.opened, ...candidate.wished];
  const closed = closing ? [...candidate.closed, ...candidate.wished] : candidate.closed;
  const seen = new Set<string>();
  for (const [key, verdict] of is) {
    const earlier = was.get(key);
    if (earlier === undefined || earlier === verdict) continue;
    const [from = '', to = '', protocol = '', port = ''] = key.split('|');
    const ends = [endOf(before, from), endOf(before, to)] as const;
    const list =
      verdict === 'allowed' && earlier === 'denied'
        ? opened
        : earlier === 'allowed' && verdict === 'denied'
          ? closed
          : [...candidate.unclear, ...candidate.wished];
    const told = announces(list, ...ends, protocol as Protocol, Number(port));
    expect(told, `${key}: ${earlier} → ${verdict}`).toBe(true);
    seen.add(`${ends[0]}|${ends[1]}|${verdict}`);
  }
  const samplesOf = (path: ChangedPath) =>
    samples.some(([protocol, port]) => hasPort(path.ports, protocol, port));
  for (const [paths, verdict] of [
    [opened, 'allowed'],
    [closed, 'denied'],
  ] as const) {
    for (const path of paths) {
      if (path.from.kind === 'outside' || path.to.kind === 'outside' || !samplesOf(path)) continue;
      const told = `${path.from.id}|${path.to.id}|${verdict}`;
      expect(seen.has(told) || candidate.unclear.length > 0, `announced but not seen: ${told}`).toBe(true);
    }
  }
}

test('[LAW-1] an accepted candidate does what is wished, and announces exactly what else changes', () => {
  fc.assert(
    fc.property(workspaces, picks, fc.constantFrom('open', 'close'), (files, at, kind) => {
      const snapshot = snapshotOf(files);
      if (snapshot.cluster.workloads.length === 0) return;
      const plan = planEdge(snapshot, registry, requestFor(snapshot, kind, at));
      for (const candidate of plan.candidates) {
        checkAnnounced(snapshot, applied(snapshot, candidate), candidate, kind === 'close');
      }
    }),
    runs,
  );
});

test('[LAW-2] planning again after writing a candidate gives no edits', () => {
  fc.assert(
    fc.property(workspaces, picks, (files, at) => {
      const snapshot = snapshotOf(files);
      const request = requestFor(snapshot, 'open', at);
      const plan = planEdge(snapshot, registry, request);
      const [best] = plan.candidates;
      if (plan.state !== 'candidates' || best === undefined || best.way === 'only expectation') return;
      const again = planEdge(applied(snapshot, best), registry, request);
      expect(again.state).toBe('nothingToDo');
      expect(again.candidates).toEqual([]);
    }),
    runs,
  );
});

test('[LAW-3] drawing and deleting the same edge restores every verdict, if drawing opened nothing else', () => {
  let tried = 0;
  fc.assert(
    fc.property(closedWorkspaces, picks, (files, at) => {
      const snapshot = snapshotOf(files);
      const request = requestFor(snapshot, 'open', at);
      const plan = planEdge(snapshot, registry, request);
      const [best] = plan.candidates;
      // Where part of the wish was allowed before, deleting takes that away too.
      if (plan.state !== 'candidates' || best === undefined || best.way === 'only expectation') return;
      if (best.openedCount > 0 || best.unclear.length > 0 || !isWhollyDenied(snapshot, request)) return;
      const drawn = applied(snapshot, best);
      const [first] = planEdge(drawn, registry, { ...request, kind: 'close' }).candidates;
      if (first === undefined || first.way === 'only expectation') return;
      expect([first.title, first.openedCount + first.closedCount]).toEqual([first.title, 0]);
      expect(verdictsOf(applied(drawn, first))).toEqual(verdictsOf(snapshot));
      tried++;
    }),
    { ...runs, numRuns: 60 },
  );
  expect(tried).toBeGreaterThan(5);
});

/** Whether no wished flow is allowed, or may be. */
function isWhollyDenied(snapshot: Snapshot, request: PlanRequest): boolean {
  const wish = wishOf(snapshot, request);
  if (typeof wish === 'string') return false;
  return pairsOf(snapshot, wish).every(({ from, to }) => {
    const { allowed, partial, undetermined } = snapshot.evaluator.connection(from, to);
    return intersectPorts(wish.ports, unionPorts(allowed, partial, undetermined)).length === 0;
  });
}

/** Whether a list that must not be empty is, anywhere in the policies. */
function emptyLists(value: Json, path: readonly (string | number)[] = []): string[] {
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    return items.length === 0
      ? [path.join('.')]
      : items.flatMap((item, index) => emptyLists(item, [...path, index]));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => emptyLists(child, [...path, key]));
}

test('[LAW-4] [AU-11] no candidate writes an empty list', () => {
  fc.assert(
    fc.property(workspaces, picks, fc.constantFrom('open', 'close'), (files, at, kind) => {
      const snapshot = snapshotOf(files);
      const plan = planEdge(snapshot, registry, requestFor(snapshot, kind, at));
      const count = (of: Snapshot) =>
        of.files.flatMap((file) => readFile(file).documents.flatMap(({ value }) => emptyLists(value))).length;
      for (const candidate of plan.candidates) {
        expect(count(applied(snapshot, candidate))).toBeLessThanOrEqual(count(snapshot));
      }
    }),
    runs,
  );
});

test('[LAW-5] an allow shape closes nothing, a removal opens nothing', () => {
  fc.assert(
    fc.property(workspaces, picks, fc.constantFrom('open', 'close'), (files, at, kind) => {
      const snapshot = snapshotOf(files);
      const plan = planEdge(snapshot, registry, requestFor(snapshot, kind, at));
      for (const { isolates, openedCount, closedCount, title } of plan.candidates) {
        if (kind === 'close') expect([title, openedCount]).toEqual([title, 0]);
        else if (isolates.length === 0) expect([title, closedCount]).toEqual([title, 0]);
      }
    }),
    runs,
  );
});

test('[AU-9] the same texts and request give the same candidates', () => {
  fc.assert(
    fc.property(workspaces, picks, fc.constantFrom('open', 'close'), (files, at, kind) => {
      const plan = () => {
        const snapshot = snapshotOf(files);
        return planEdge(snapshot, registry, requestFor(snapshot, kind, at));
      };
      expect(JSON.stringify(plan(), bigints)).toBe(JSON.stringify(plan(), bigints));
    }),
    { ...runs, numRuns: 20 },
  );
});

function bigints(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
