import type { NamespaceSummary, WorkloadSummary } from '../../analysis/types';
import type {
  CardNode,
  CollapsedNode,
  DrawnGate,
  NamespaceNode,
  OutsideNode,
  Point,
  Rect,
  Tone,
} from '../graph-types';
import { isNamed } from '../outside-kinds';
import type { Card, Pill } from './cards';
import { counted, declaredPorts, gateWords } from './words';

export function gateOf(workload: WorkloadSummary, direction: 'ingress' | 'egress'): DrawnGate {
  const { state, rules } = workload[direction];
  return { state, label: state === 'guarded' ? `${rules}` : '', flow: 'none' };
}

export type Look = {
  readonly rect: Rect;
  readonly tone: Tone;
  readonly selected: boolean;
  readonly lit: boolean;
};

export function cardNode(
  card: Card,
  look: Look,
  blocked: number,
  stopped: readonly string[],
  unknown: boolean,
): CardNode {
  const { first } = card;
  const gate = (direction: 'ingress' | 'egress'): DrawnGate => {
    const drawn = gateOf(first, direction);
    if (stopped.includes(direction)) return { ...drawn, flow: 'stopped' };
    return unknown && drawn.state === 'guarded' ? { ...drawn, flow: 'unknown' } : drawn;
  };
  const [ingress, egress] = [gate('ingress'), gate('egress')];
  const ports = declaredPorts(first.ports);
  const rows = first.usedLabels.slice(0, 2);
  const failing = Math.max(0, ...card.workloads.map((workload) => workload.failing));
  return {
    kind: 'card',
    id: card.id,
    ...look,
    namespace: card.namespace,
    title: card.title,
    workloadKind: first.kind,
    shortKind: first.shortKind,
    ports,
    labels: rows,
    moreLabels: first.usedLabels.length - rows.length,
    workloads: card.workloads.map(({ id }) => id),
    foldKey: first.foldKey,
    unfolded: card.unfolded,
    ingress,
    egress,
    inferred: first.inferred,
    stale: card.workloads.some(({ stale }) => stale),
    notEnforced: first.notEnforced,
    failing,
    wantedShut: first.wantedShut,
    description: [
      `${card.title}, ${card.workloads.length > 1 ? `${card.workloads.length} folded ` : ''}${kindWord(first.kind)} in ${card.namespace}`,
      ports === '' ? '' : `port ${ports}`,
      gateWords('ingress', ingress),
      gateWords('egress', egress),
      blocked === 0 ? '' : counted(blocked, 'blocked path'),
      look.lit ? 'selected by the chosen policy' : '',
      first.inferred ? 'inferred' : '',
      first.notEnforced === 0 ? '' : `${counted(first.notEnforced, 'policy')} not enforced`,
    ]
      .filter((part) => part !== '')
      .join(', '),
  };
}

function kindWord(kind: string): string {
  return kind.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

export function outsideNode(pill: Pill, look: Look): OutsideNode {
  return {
    kind: 'outside',
    id: pill.id,
    ...look,
    side: pill.side,
    outsideKind: pill.kind,
    title: pill.title,
    detail: pill.detail,
    parts: pill.parts.map(({ id }) => id),
    description: outsideWords(pill, look.lit),
  };
}

/** `*.example.com, domains` · `payments, outside the cluster, 203.0.113.0/24`. */
function outsideWords({ kind, title, detail }: Pill, lit: boolean): string {
  const place = isNamed(kind) ? '' : 'outside the cluster';
  return [title, place, detail, lit ? 'selected by the chosen policy' : '']
    .filter((part) => part !== '')
    .join(', ');
}

export function namespaceNode(
  namespace: NamespaceSummary,
  cards: readonly Card[],
  look: Look,
  origin: Point,
): NamespaceNode {
  const workloads = cards.reduce((sum, card) => sum + card.workloads.length, 0);
  const words = counted(workloads, 'workload');
  return {
    kind: 'namespace',
    id: `namespace/${namespace.name}`,
    ...look,
    name: namespace.name,
    count: cards.length < workloads ? `${words} in ${counted(cards.length, 'card')}` : words,
    origin,
    inferred: namespace.inferred,
    description: `namespace ${namespace.name}, ${words}, ${counted(namespace.policies, 'policy')}`,
  };
}

export function collapsedNode(
  namespace: NamespaceSummary,
  cards: readonly Card[],
  admitInternet: number,
  look: Look,
  origin: Point,
  overview: boolean,
): CollapsedNode {
  const workloads = cards.flatMap((card) => card.workloads);
  const ingress = sharedGate(workloads, 'ingress');
  const egress = sharedGate(workloads, 'egress');
  const count = `${counted(workloads.length, 'workload')} · ${counted(namespace.policies, 'policy')}`;
  const fact = factOf(workloads, admitInternet);
  return {
    kind: 'collapsed',
    id: `namespace/${namespace.name}`,
    ...look,
    name: namespace.name,
    overview,
    origin,
    count,
    fact,
    ingress,
    egress,
    inferred: namespace.inferred,
    failing: workloads.reduce((sum, workload) => sum + (workload.failing > 0 ? 1 : 0), 0),
    description: [
      `namespace ${namespace.name}, collapsed, ${count.replace(' · ', ', ')}`,
      fact.filter((part) => part !== '').join(' '),
      gateWords('ingress', ingress),
      gateWords('egress', egress),
      ...(look.lit ? ['selected by the chosen policy'] : []),
    ].join(', '),
  };
}

/** The gate that stands for those of a whole namespace: `all`, `8/17` guarded, or open or shut if all are. */
function sharedGate(workloads: readonly WorkloadSummary[], direction: 'ingress' | 'egress'): DrawnGate {
  let guarded = 0;
  let shut = 0;
  let unenforced = 0;
  for (const workload of workloads) {
    const { state } = workload[direction];
    if (state === 'guarded' || state === 'shut') guarded++;
    if (state === 'shut') shut++;
    if (state === 'not enforced') unenforced++;
  }
  const all = workloads.length;
  if (all === 0 || guarded === 0) {
    return { state: all > 0 && unenforced === all ? 'not enforced' : 'open', label: '', flow: 'none' };
  }
  if (shut === all) return { state: 'shut', label: '', flow: 'none' };
  return { state: 'guarded', label: guarded === all ? 'all' : `${guarded}/${all}`, flow: 'none' };
}

function factOf(workloads: readonly WorkloadSummary[], admitInternet: number): readonly [string, string] {
  if (workloads.length === 0) return ['', 'empty'];
  if (admitInternet > 0) {
    return [`${admitInternet}`, admitInternet === 1 ? 'admits the Internet' : 'admit the Internet'];
  }
  const shutOff = (state: string) => state === 'guarded' || state === 'shut';
  const open = workloads.filter(
    ({ ingress, egress }) => !shutOff(ingress.state) || !shutOff(egress.state),
  ).length;
  if (open === 0) return ['', 'all guarded, both ways'];
  if (workloads.every(({ ingress }) => shutOff(ingress.state))) return ['', 'all guarded'];
  const openIngress = workloads.filter(({ ingress }) => !shutOff(ingress.state)).length;
  return [`${openIngress}`, 'with an open gate'];
}
