import type { PeerSketch } from '../dialects/dialect';
import { nodeLocalAddress, resolverLabel, resolverOf, type Resolver } from '../expectations/resolver';
import type { Direction } from '../model/policy';
import { includesPorts } from '../model/ports';
import { plainDraft, type Draft } from './draft';
import { freePolicyName, nameOfWorkloads } from './names';
import { carriersNote, named, peersFor, subjectsFor } from './peers';
import type { PlanContext } from './plan-context';
import { policyPlace } from './policy-place';
import { rulesOf, servedRules, type Admission } from './served-rules';
import type { Note } from './types';
import type { WishEnd } from './wish';
import type { Meant } from './wish-statement';
import type { DocumentChange } from './write';

/** What to isolate, and what to admit besides the allowed statements that the gates serve. */
export type Isolation = {
  readonly subjects: WishEnd & { readonly kind: 'pods' };
  readonly direction: Direction;
  readonly admit: (home: string) => readonly Admission[] | string;
  /** The DNS box is ticked. */
  readonly dns: boolean;
  /** Leave the allowed statements and DNS out: `admit` says all. */
  readonly bare?: boolean;
};

/** Policies that isolate some workloads and admit what statements want (DR-3, DEL-7); a sentence where they cannot. */
export function isolate(context: PlanContext, meant: Meant, isolation: Isolation): Draft | string {
  const { snapshot, dialect, used } = context;
  const { cluster } = snapshot;
  const { direction, subjects } = isolation;
  const choices = subjectsFor(cluster, subjects.workloads, subjects.wholeNamespace, used);
  if (typeof choices === 'string') return choices;
  const changes: DocumentChange[] = [];
  const notes: Note[] = [];
  const made: string[] = [];
  let dns: Draft['dns'] = 'not needed';
  let width: Draft['width'] = 0;
  for (const choice of choices) {
    const { namespace, covers } = choice;
    const more = isolation.admit(namespace);
    if (typeof more === 'string') return more;
    const asked =
      direction === 'egress' && isolation.bare !== true ? dnsNeed(context, covers, namespace) : undefined;
    if (asked !== undefined) dns = isolation.dns ? 'included' : 'offered';
    const admitted = asked !== undefined && isolation.dns ? [...more, asked.admission] : more;
    if (asked !== undefined && isolation.dns) notes.push(...asked.notes);
    const served =
      isolation.bare === true
        ? { rules: rulesOf(direction, admitted), notes: [] }
        : servedRules(context, meant, covers, direction, namespace, admitted);
    const own = subjects.wholeNamespace === undefined ? nameOfWorkloads(cluster, covers) : 'all';
    const name = freePolicyName(snapshot, namespace, `${own}-${direction}`, new Set(made));
    made.push(name);
    const value = dialect.edits.newPolicy({
      namespace,
      name,
      subject: choice.selector,
      directions: [direction],
      rules: served.rules,
    });
    changes.push({
      kind: 'add',
      value,
      ...policyPlace(snapshot, namespace),
      schema: dialect.schema('NetworkPolicy'),
    });
    notes.push(...served.notes);
    if (choice.extras.length > 0) notes.push(carriersNote(cluster, choice.extras));
    width = Math.max(width, choice.width) as Draft['width'];
  }
  const names = made.map((name) => `\`${name}\``).join(', ');
  const who = nameOfWorkloads(cluster, subjects.workloads);
  return {
    ...plainDraft,
    changes,
    way: 'isolate workload',
    title: `Isolate \`${subjects.wholeNamespace ?? who}\` for ${direction}`,
    sentence: `adds ${names}, which isolates \`${subjects.wholeNamespace ?? who}\` for ${direction} and admits what is expected`,
    about: made.join(', '),
    shape: 8,
    width,
    notes: unique(notes),
    guess: 1000,
    made,
    dns,
  };
}

function unique(notes: readonly Note[]): readonly Note[] {
  return [...new Map(notes.map((note) => [note.text, note])).values()];
}

/** The rule by which pods may ask the cluster's DNS (DR-9), if they may today; undefined where they may not. */
export function dnsNeed(
  context: PlanContext,
  workloads: readonly number[],
  home: string,
): { readonly admission: Admission; readonly notes: readonly Note[] } | undefined {
  const { snapshot } = context;
  const { cluster, evaluator } = snapshot;
  const resolver = resolverOf(cluster);
  const behind = resolverWorkloads(context, resolver);
  const allowed =
    behind.length === 0
      ? workloads.some((index) => evaluator.gate(index, 'egress').state === 'open')
      : workloads.some((from) =>
          behind.some((to) => includesPorts(evaluator.connection(from, to).allowed, resolver.ports)),
        );
  return allowed ? dnsAdmission(context, resolver, home) : undefined;
}

export function dnsAdmission(
  context: PlanContext,
  resolver: Resolver,
  home: string,
): { readonly admission: Admission; readonly notes: readonly Note[] } {
  const { cluster } = context.snapshot;
  const behind = resolverWorkloads(context, resolver);
  const assumed: PeerSketch = {
    kind: 'pods',
    ...(resolver.namespace === home ? {} : { namespaces: named(resolver.namespace) }),
    pods: { matchLabels: { [resolverLabel.key]: resolverLabel.value } },
  };
  const end = { kind: 'pods', workloads: behind, wholeNamespace: undefined } as const;
  const choice = behind.length === 0 ? undefined : peersFor(cluster, end, home, context.used);
  const known = choice === undefined || typeof choice === 'string' ? undefined : choice.peers;
  const peers: PeerSketch[] = [...(known ?? [assumed])];
  if (resolver.nodeLocal) peers.push({ kind: 'addresses', cidr: `${nodeLocalAddress}/32` });
  const notes: Note[] = resolver.assumed
    ? [
        {
          severity: 'info',
          text: 'no document shows the cluster’s DNS: pods labeled `k8s-app: kube-dns` in `kube-system` are assumed',
        },
      ]
    : [];
  return { admission: { peers, ports: resolver.ports }, notes };
}

export function resolverWorkloads(context: PlanContext, resolver: Resolver): readonly number[] {
  const { pods } = context.snapshot.cluster;
  return [...new Set(resolver.pods.flatMap((pod) => pods[pod]?.workload ?? []))].sort((a, b) => a - b);
}
