import { visitDifference } from '../authoring/difference';
import type { SharedEnd } from '../authoring/shared-ends';
import type { ChangeEnd } from '../authoring/types';
import type { CniReading } from '../cni/cni';
import type { Direction } from '../model/policy';
import { hasPort, noPorts, portSetText, subtractPorts, unionPorts } from '../model/ports';
import type { PortSet, Protocol } from '../model/ports';
import type { PolicyDocument } from '../snapshot/types';
import type { CniChange, CniPair, EnforcementChange } from './cni-change';
import { concerns, type Side } from './cni-reasons';
import type { Analysis, Meaning } from './types';

const mostExamples = 5;
/** Pairs that are asked for reasons and examples; there are few reasons, and they recur. */
const mostAsked = 200;
/** About a second's work; more ends are compared in part only. */
const mostCompared = 4_000_000;

/** What another CNI changes of the same texts: pairs with other verdicts, policies that begin or cease to count, and why. */
export function compareCnis(before: Analysis, after: Analysis, most = mostCompared): CniChange {
  const was = before.snapshot;
  const is = after.snapshot;
  const readings = differingReadings(before, after);
  const own = unionPorts(...readings.map(({ ports }) => ports ?? noPorts));
  const candidates: Candidate[] = [];
  const reasons = new Set<CniReading>();
  let pairs = 0;
  let onlyOwn = 0;
  let isComplete = true;
  visitDifference(
    was,
    is,
    (from, to, { opened, closed, unclear }) => {
      // What a workload says to itself is no pair of the picture.
      if (from.after !== undefined && from.after === to.after) return;
      const rest = { opened: subtractPorts(opened, own), closed: subtractPorts(closed, own) };
      const differing = unionPorts(rest.opened, rest.closed, unclear);
      if (differing.length === 0) {
        onlyOwn++;
        return;
      }
      pairs++;
      if (pairs <= mostAsked) {
        const sides = sidesOf(before, after, from, to);
        for (const reading of readings) if (concerns(reading, sides)) reasons.add(reading);
      }
      if (candidates.length >= mostAsked) return;
      candidates.push({
        from,
        to,
        differing,
        opened: rest.opened.length === 0 ? noPorts : opened,
        closed: rest.closed.length === 0 ? noPorts : closed,
        unclear,
      });
    },
    (done) => (isComplete = done <= most),
  );
  const aside = readings.find(({ of }) => of === 'own ports');
  return {
    from: { name: was.cni.name, title: was.cni.title },
    to: { name: is.cni.name, title: is.cni.title },
    pairs,
    isComplete,
    examples: mostTelling(candidates, after),
    reasons: readings.filter((reading) => reasons.has(reading)).map(({ text }) => text),
    ...(onlyOwn > 0 &&
      aside?.ports !== undefined && {
        aside: {
          pairs: onlyOwn,
          ports: portSetText(aside.ports),
          text: aside.text,
        },
      }),
    ceases: enforcementChanges(was.policyDocuments, is.policyDocuments),
    begins: enforcementChanges(is.policyDocuments, was.policyDocuments),
  };
}

type Candidate = {
  readonly from: SharedEnd;
  readonly to: SharedEnd;
  readonly differing: PortSet;
  readonly opened: PortSet;
  readonly closed: PortSet;
  readonly unclear: PortSet;
};

/** First the pairs that somebody has written of. */
function mostTelling(candidates: readonly Candidate[], after: Analysis): readonly CniPair[] {
  const rank = ({ from, to }: Candidate): number => {
    if (from.after === undefined || to.after === undefined) return 1;
    const [worst] = after.meanings(from.after, to.after);
    return worst !== undefined && wished.has(worst.meaning) ? 0 : 1;
  };
  const ranked = candidates.map((candidate) => ({ candidate, rank: rank(candidate) }));
  ranked.sort((a, b) => a.rank - b.rank);
  return ranked
    .slice(0, mostExamples)
    .map(({ candidate: { from, to, differing, opened, closed, unclear } }) => {
      const ids = { from: idOf(after, from), to: idOf(after, to) };
      return {
        ...ids,
        fromTitle: titleOf(from.end),
        toTitle: titleOf(to.end),
        path: { ...ids, ...tellingPort(after, to, differing) },
        opened: words(opened),
        closed: words(closed),
        unclear: words(unclear),
      };
    });
}

/** A port that the destination declares, if one of them differs. */
function tellingPort(
  { snapshot: { cluster } }: Analysis,
  to: SharedEnd,
  differing: PortSet,
): { readonly protocol: Protocol; readonly port: number } {
  const pods = cluster.workloads[to.after ?? -1]?.pods ?? [];
  const declared = pods.flatMap((pod) => cluster.pods[pod]?.ports ?? []);
  const found = declared.find(({ protocol, port }) => hasPort(differing, protocol, port));
  const [first] = differing;
  return found === undefined
    ? { protocol: first?.protocol ?? 'TCP', port: first?.first ?? 0 }
    : { protocol: found.protocol, port: found.port };
}

const wished: ReadonlySet<Meaning> = new Set(['works', 'blocked', 'unwanted']);

/** What the new CNI says of each subject on which the old one says something else, or nothing. */
function differingReadings(before: Analysis, after: Analysis): readonly CniReading[] {
  const of = ({ snapshot: { cni, cluster } }: Analysis) => cni.readings?.(cluster.settings.options) ?? [];
  const old = new Map(of(before).map((reading) => [reading.of, reading]));
  const now = of(after);
  // What the old CNI never reads at all is told by the policies that begin to count.
  const fresh = now.filter(({ of: subject, text }) => {
    const known = old.has(subject) || subject === 'enforcement' || subject === 'own ports';
    return known && old.get(subject)?.text !== text;
  });
  // Ports that only the old one decided are left to policies now.
  const dropped = old.get('own ports');
  if (dropped === undefined || now.some(({ of: subject }) => subject === 'own ports')) return fresh;
  return [...fresh, { ...dropped, text: 'policies alone decide on these ports' }];
}

/** The gates of a pair with the policies that apply there under either CNI. */
function sidesOf(
  before: Analysis,
  after: Analysis,
  from: { readonly before: number | undefined; readonly after: number | undefined },
  to: { readonly before: number | undefined; readonly after: number | undefined },
): readonly Side[] {
  const side = (end: typeof from, direction: Direction): Side => {
    const policies = [[before, end.before] as const, [after, end.after] as const].flatMap(
      ([{ snapshot }, number]) => {
        const workload = number === undefined ? undefined : snapshot.cluster.workloads[number];
        if (workload === undefined) return [];
        return snapshot.evaluator
          .applying(workload.index, direction)
          .flatMap((index) => snapshot.evaluator.policies[index] ?? []);
      },
    );
    const { cluster } = after.snapshot;
    const workload = end.after === undefined ? undefined : cluster.workloads[end.after];
    const pod = workload === undefined ? undefined : cluster.pods[workload.pods[0] ?? -1];
    return { direction, policies, isWorkload: workload !== undefined, isOnHost: pod?.hostNetwork === true };
  };
  return [side(from, 'egress'), side(to, 'ingress')];
}

/** Policies in force in `one` that are not enforced in `other`, by kind. */
function enforcementChanges(
  one: readonly PolicyDocument[],
  other: readonly PolicyDocument[],
): readonly EnforcementChange[] {
  const key = ({ origin, ref }: PolicyDocument) =>
    JSON.stringify([origin.file, origin.document, origin.path, ref.kind]);
  const states = new Map(other.map((document) => [key(document), document.state]));
  const byKind = new Map<string, string[]>();
  for (const document of one) {
    if (document.state !== 'in force' || states.get(key(document)) !== 'not enforced') continue;
    const { kind, namespace, name } = document.ref;
    const names = byKind.get(kind) ?? [];
    byKind.set(kind, names);
    names.push(namespace === undefined ? name : `${namespace}/${name}`);
  }
  return [...byKind].map(([kind, names]) => ({ kind, count: names.length, names: names.slice(0, 3) }));
}

function idOf(analysis: Analysis, { end, after }: SharedEnd): string {
  return end.kind === 'workload' ? end.id : after === undefined ? '' : analysis.endId(after);
}

function titleOf(end: ChangeEnd): string {
  return end.kind === 'workload' ? `${end.namespace}/${end.name}` : end.name;
}

function words(ports: PortSet): string {
  return ports.length === 0 ? '' : portSetText(ports);
}
