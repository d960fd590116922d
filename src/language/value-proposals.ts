import { policyKey } from '../dialects/dialect';
import { scalarText } from '../yaml/scalar-text';
import type { Schema } from '../yaml/schema';
import { ownPolicyKey, type CaretContext, type Proposal } from './caret-context';
import {
  declaredPorts,
  labelKeys,
  labelValues,
  namespaceNames,
  serviceNames,
  workloadNames,
  type Carriers,
  type LiveValue,
} from './live-values';
import { accountNames, ciliumKeys, ciliumValues, tierNames } from './engine-values';
import { knownKinds } from './objects';
import type { CompletionKind } from './types';

/** Words that an Expectations document takes in place of a peer. */
const peerWords: readonly (readonly [string, string])[] = [
  ['Anyone', 'everybody'],
  ['AnyPod', 'every pod'],
  ['OutsideNamespace', 'every pod of other namespaces, and the outside'],
  ['OutsideCluster', 'the outside with the nodes'],
  ['AnyoneElse', 'everybody whom no statement here allows'],
  ['AnyOtherPod', 'every pod that no statement here allows'],
];

/** Values for a scalar: those that its schema lists, and those that occur in this cluster. */
export function valueProposals(context: CaretContext, schema: Schema | undefined): readonly Proposal[] {
  const { path, snapshot } = context;
  const { cluster } = snapshot;
  const key = path.findLast((step) => typeof step === 'string');
  if (path.length === 1 && key === 'kind') return kindProposals(context);
  if (path.length === 1 && key === 'apiVersion') return versionProposals(context);
  if (schema?.kind === 'object' || schema?.kind === 'map') {
    if (context.kind === 'Expectations' && (key === 'from' || key === 'to')) {
      return peerWords.map(([word, detail]) => proposal(word, 'value', detail));
    }
    return path.length === 1 ? [] : [proposal('{}', 'value', emptyWords(String(key)))];
  }
  const labels = labelPlace(context);
  if (labels !== undefined) {
    const { of, namespaces } = labels;
    const isCilium = context.apiVersion.startsWith('cilium.io/');
    if (labels.part === 'key') {
      const keys = labelKeys(cluster, of, namespaces);
      return live(isCilium ? [...keys, ...ciliumKeys(cluster)] : keys, 'label');
    }
    if (isCilium) return live(ciliumValues(cluster, labels.key), 'label');
    return live(labelValues(cluster, of, labels.key, namespaces), 'label');
  }
  if (schema?.kind !== 'scalar') return [];
  if (schema.enum !== undefined) return schema.enum.map((value) => proposal(value, 'value', ''));
  if (schema.type === 'boolean') return ['true', 'false'].map((value) => proposal(value, 'value', '', value));
  const namespace =
    context.beside.get('namespace') ?? (context.kind === 'Expectations' ? context.namespace : undefined);
  switch (schema.format) {
    case 'namespace':
      return live(namespaceNames(cluster), 'name');
    case 'workload':
      return live(workloadNames(cluster, namespace), 'name');
    case 'service':
      return live(serviceNames(cluster, namespace), 'name');
    case 'port':
      return portProposals(context, schema.type === 'intOrString' ? 'both' : 'number');
    case 'tier':
      return live(tierNames(snapshot), 'name');
    case 'node':
      return cluster.nodes.map((node) => proposal(node.name, 'name', 'Node'));
    case 'service account':
      return live(accountNames(cluster), 'name');
    case 'calico protocol':
      return ['TCP', 'UDP', 'ICMP', 'ICMPv6', 'SCTP', 'UDPLite'].map((name) => proposal(name, 'value', ''));
    case 'port name':
      return portProposals(context, 'name');
    default:
      return schema.type === 'intOrString' ? portProposals(context, 'both') : [];
  }
}

function emptyWords(key: string): string {
  if (key === 'podSelector') return 'every pod';
  return key === 'namespaceSelector' ? 'every namespace' : 'empty';
}

/** Keys for a map of labels: those in use, the most common first. */
export function labelKeyProposals(context: CaretContext, present: ReadonlySet<string>): readonly Proposal[] {
  if (context.path.at(-1) === 'annotations') return [];
  const place = labelPlace({ ...context, path: [...context.path, ''] });
  const { cluster } = context.snapshot;
  const keys = labelKeys(cluster, place?.of ?? 'pods', place?.namespaces);
  const isSelector = context.apiVersion.startsWith('cilium.io/') && context.path.includes('matchLabels');
  return [...keys, ...(isSelector ? ciliumKeys(cluster) : [])]
    .filter(({ value }) => !present.has(value))
    .map(({ value, detail }): Proposal => ({
      label: value,
      kind: 'label',
      detail,
      doc: '',
      text: `${scalarText(value, 'flow')}: `,
      again: true,
    }));
}

type LabelPlace = {
  readonly of: Carriers;
  readonly part: 'key' | 'value';
  /** The label's key, where its value is asked for. */
  readonly key: string;
  /** Where to look; undefined: everywhere. */
  readonly namespaces: readonly string[] | undefined;
};

/** What part of a label a path stands for; undefined for anything else. */
function labelPlace(context: CaretContext): LabelPlace | undefined {
  const { path, beside, kind } = context;
  const maps = ['matchLabels', 'labels', 'selector', 'pods', 'namespaces', 'nodeSelector'];
  const names = path.filter((step) => typeof step === 'string');
  const of: Carriers =
    names.includes('namespaceSelector') ||
    names.includes('namespaces') ||
    (kind === 'Namespace' && names.includes('labels'))
      ? 'namespaces'
      : 'pods';
  // A podSelector alone looks at the policy's own namespace, if it has one.
  const own =
    kind === 'NetworkPolicy' && names.includes('podSelector') && !hasNamespaceSelector(context)
      ? [context.namespace]
      : undefined;
  const expression = path.indexOf('matchExpressions');
  if (expression !== -1) {
    const field = path[expression + 2];
    if (field === 'key') return { of, part: 'key', key: '', namespaces: own };
    const key = field === 'values' ? context.valueOf([...path.slice(0, expression + 2), 'key']) : undefined;
    return key === undefined ? undefined : { of, part: 'value', key, namespaces: own };
  }
  const parent = path.at(-2);
  const key = path.at(-1);
  if (typeof parent !== 'string' || typeof key !== 'string' || !maps.includes(parent)) return undefined;
  if (beside.size > 0 && ['pods', 'namespaces', 'selector'].includes(parent) && key.startsWith('match')) {
    return undefined;
  }
  return { of, part: 'value', key, namespaces: own };
}

/** Whether the peer that holds the caret also looks at namespaces. */
function hasNamespaceSelector(context: CaretContext): boolean {
  const at = context.path.lastIndexOf('podSelector');
  const peer = context.path.slice(0, at);
  return context.hasKey([...peer, 'namespaceSelector']);
}

function kindProposals({ registry, apiVersion }: CaretContext): readonly Proposal[] {
  const fitting = knownKinds(registry).filter((one) => apiVersion === '' || one.apiVersion === apiVersion);
  return fitting.map((one) => proposal(one.kind, 'value', one.apiVersion));
}

function versionProposals({ registry, kind }: CaretContext): readonly Proposal[] {
  const fitting = knownKinds(registry).filter((one) => kind === '' || one.kind === kind);
  const kinds = new Map<string, string[]>();
  for (const one of fitting) kinds.set(one.apiVersion, [...(kinds.get(one.apiVersion) ?? []), one.kind]);
  return [...kinds].map(([version, names]) => proposal(version, 'value', names.slice(0, 3).join(', ')));
}

/** Ports that the pods in question declare: those that the policy selects for ingress, else all. */
function portProposals(context: CaretContext, of: 'number' | 'name' | 'both'): readonly Proposal[] {
  const { cluster, policyDocuments, evaluator } = context.snapshot;
  const key = context.path[1] === 'ingress' ? ownPolicyKey(context) : undefined;
  const index = policyDocuments.find(({ ref }) => key !== undefined && key === policyKey(ref))?.index;
  const subjects = new Set<number>();
  if (index !== undefined) evaluator.subjects(index).forEach((workload) => subjects.add(workload));
  const among = subjects.size > 0 ? subjects : undefined;
  return [
    ...(of === 'name' ? [] : live(declaredPorts(cluster, 'number', among), 'port', true)),
    ...(of === 'number' ? [] : live(declaredPorts(cluster, 'name', among), 'port')),
  ];
}

function live(values: readonly LiveValue[], kind: CompletionKind, verbatim = false): readonly Proposal[] {
  return values.map(({ value, detail }) =>
    proposal(value, kind, detail, verbatim ? value : scalarText(value, 'flow')),
  );
}

function proposal(label: string, kind: CompletionKind, detail: string, text = label): Proposal {
  return { label, kind, detail, doc: '', text };
}
