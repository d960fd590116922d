import type { Cluster, Node, Pod, Settings, Workload } from '../model/cluster';
import { noLabels } from '../model/labels';
import type { Policy } from '../model/policy';
import { readEndpoints, readSlices } from './cluster/endpoints';
import { readIngress } from './cluster/ingresses';
import { readNamespaces } from './cluster/namespaces';
import { impliedNode, readNode, withAddresses } from './cluster/nodes';
import { readHostAddresses } from './cluster/pods';
import type { LoosePod } from './cluster/pods';
import { readService } from './cluster/services';
import { defaultSettings, readSettings } from './cluster/settings';
import { sortResources } from './cluster/sort-resources';
import type { Named, SortedResources } from './cluster/sort-resources';
import { readWorkloads } from './cluster/workloads';
import type { LooseWorkload } from './cluster/workloads';
import type { ResourceDiagnostic } from './diagnostic';
import { inferWorkloads } from './infer';
import { labelsIn, objectIn, textIn } from './place';
import type { Report } from './place';
import type { Resource } from './resource';

export type BuildOptions = {
  /** Decoded policies; what they refer to and nobody declares is inferred. */
  readonly policies?: readonly Policy[];
  /** Wins over Settings documents (a command line's `--cni`). */
  readonly settings?: Partial<Settings>;
  /** Names that `cni` may have; absent: any. */
  readonly cnis?: readonly string[];
  /** Kinds outside the cluster that somebody else reads (policies, Expectations). */
  readonly elsewhere?: (apiVersion: string, kind: string) => boolean;
};

export type BuiltCluster = {
  readonly cluster: Cluster;
  readonly diagnostics: readonly ResourceDiagnostic[];
  /** Kinds without use here and how often they occur, most frequent first. */
  readonly unused: readonly { readonly kind: string; readonly count: number }[];
};

/** Makes the cluster of its resources. Nothing is refused: what is malformed is told and counts as absent. */
export function buildCluster(resources: readonly Resource[], options: BuildOptions = {}): BuiltCluster {
  const diagnostics: ResourceDiagnostic[] = [];
  const report = reportOnce(diagnostics);
  const sorted = sortResources(resources, options.elsewhere ?? (() => false), report);
  const of = (kind: Parameters<typeof sorted.byKind.get>[0]): readonly Named[] =>
    sorted.byKind.get(kind) ?? [];
  const policies = options.policies ?? [];

  const nodes = readNodes(sorted);
  const declared = readWorkloads(sorted.byKind, nodes);
  const namespaced = [...sorted.byKind.values()].flat().map((named) => named.namespace);
  const inferred = inferWorkloads(policies, readNamespaces(of('Namespace'), namespaced, policies), declared);
  const endpoints = readEndpoints(of('EndpointSlice'), of('Endpoints'), report);
  const settings = of('Settings').at(-1);

  const cluster: Cluster = {
    namespaces: inferred.namespaces,
    ...numbered([...declared, ...inferred.workloads]),
    nodes: [...nodes.values()].sort((a, b) => compareText(a.name, b.name)),
    services: of('Service')
      .map(({ place, namespace, name }) =>
        readService(place, namespace, name, endpoints.get(`${namespace}/${name}`) ?? []),
      )
      .sort(byName),
    slices: readSlices(of('EndpointSlice'), report),
    serviceAccounts: new Map(
      of('ServiceAccount').map(({ place, namespace, name }) => {
        const metadata = objectIn(place, 'metadata');
        return [`${namespace}/${name}`, metadata === undefined ? noLabels : labelsIn(metadata, 'labels')];
      }),
    ),
    ingresses: of('Ingress')
      .map(({ place, namespace, name }) => readIngress(place, namespace, name))
      .sort(byName),
    settings: {
      ...(settings === undefined ? defaultSettings : readSettings(settings.place, options.cnis)),
      ...options.settings,
    },
  };
  return { cluster, diagnostics, unused: sorted.unused };
}

/** Fields may be read more than once, but are told once. */
function reportOnce(diagnostics: ResourceDiagnostic[]): Report {
  const seen = new Set<string>();
  return (diagnostic) => {
    const { file, document, path } = diagnostic.origin;
    const key = JSON.stringify([file, document, path, diagnostic.code, diagnostic.message]);
    if (seen.has(key)) return;
    seen.add(key);
    diagnostics.push(diagnostic);
  };
}

/** The declared nodes, and those that only pods stand on; both with the addresses that pods tell of them. */
function readNodes(sorted: SortedResources): ReadonlyMap<string, Node> {
  const nodes = new Map<string, Node>();
  for (const { place, name } of sorted.byKind.get('Node') ?? []) nodes.set(name, readNode(place, name));
  for (const { place } of sorted.byKind.get('Pod') ?? []) {
    const spec = objectIn(place, 'spec');
    const name = spec === undefined ? undefined : textIn(spec, 'nodeName');
    if (name === undefined || name === '') continue;
    nodes.set(name, withAddresses(nodes.get(name) ?? impliedNode(name), readHostAddresses(place)));
  }
  return nodes;
}

/** Gives workloads and pods their places: by namespace, name and kind, whatever the order of files. */
function numbered(loose: readonly LooseWorkload[]): Pick<Cluster, 'workloads' | 'pods'> {
  const sorted = [...loose].sort((a, b) => byName(a, b) || compareText(a.kind, b.kind));
  const pods: Pod[] = [];
  const place = (pod: LoosePod, workload: number): number => {
    pods.push({ ...pod, index: pods.length, workload });
    return pods.length - 1;
  };
  const workloads = sorted.map(({ pods: counting, ended, ...rest }, index): Workload => {
    const indexes = [...counting].sort(byName).map((pod) => place(pod, index));
    for (const pod of [...ended].sort(byName)) place(pod, index);
    return { ...rest, index, pods: indexes };
  });
  return { workloads, pods };
}

function byName(
  a: { readonly namespace: string; readonly name: string },
  b: { readonly namespace: string; readonly name: string },
): number {
  return compareText(a.namespace, b.namespace) || compareText(a.name, b.name);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
