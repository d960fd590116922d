import type { Analysis } from '../../analysis/types';
import type { Direction } from '../../model/policy';
import type { GraphNode, GraphRequest, Rect } from '../graph-types';
import { portOf, type Port } from './anchors';
import type { Units } from './cards';
import type { Net } from './net';
import { cardNode, collapsedNode, namespaceNode, outsideNode, type Look } from './nodes';
import { nowhere, type Scene } from './scene';
import type { Shown } from './shown';

type Picture = {
  readonly units: Units;
  readonly scene: Scene;
  /** Namespaces drawn as one card or box. */
  readonly boxed: readonly string[];
  readonly overview: boolean;
  readonly shown: Shown;
  readonly net: Net;
  readonly request: GraphRequest;
};

const noRect: Rect = { x: 0, y: 0, width: 0, height: 0 };

/** All nodes in reading order: each namespace with its cards by rows, then what stands outside. */
export function drawNodes(analysis: Analysis, picture: Picture): readonly GraphNode[] {
  const { units, scene, boxed, shown, net, request } = picture;
  const { rects, origins } = scene.layout;
  const boxNumber = new Map(boxed.map((name, index) => [name, index]));
  const unitOf = new Map(units.cards.map((card, unit) => [card, unit]));
  const look = (id: string, drawn: number): Look => ({
    rect: rects.get(id) ?? noRect,
    tone: shown.toneOf(drawn),
    selected: shown.selected(drawn),
    lit: shown.lit(drawn),
  });
  const blocked = blockedCounts(net);
  const stopped = stoppedGates(analysis, request);
  const internet = internetReach(analysis, units);
  const namespaces: GraphNode[] = [];
  const cards: GraphNode[] = [];
  for (const box of scene.boxes) {
    const { name } = box.summary;
    const id = `namespace/${name}`;
    const number = boxNumber.get(name);
    const origin = origins.get(name) ?? nowhere;
    const chosen = request.selection.kind === 'namespace' && request.selection.name === name;
    if (number !== undefined) {
      const admits = box.cards.reduce(
        (sum, card) => sum + (internet.has(unitOf.get(card) ?? -1) ? card.workloads.length : 0),
        0,
      );
      const drawn = look(id, units.ends.length + number);
      namespaces.push(
        collapsedNode(
          box.summary,
          box.cards,
          admits,
          { ...drawn, selected: chosen || drawn.selected },
          origin,
          !box.collapsed,
        ),
      );
      continue;
    }
    const flat =
      shown.any && !chosen && box.cards.every((card) => shown.toneOf(unitOf.get(card) ?? -1) === 'faded');
    const frame: Look = {
      rect: rects.get(id) ?? noRect,
      tone: flat ? 'faded' : 'normal',
      selected: chosen,
      lit: box.cards.some((card) => shown.lit(unitOf.get(card) ?? -1)),
    };
    namespaces.push(namespaceNode(box.summary, box.cards, frame, origin));
    const own = box.cards.map((card) => {
      const unit = unitOf.get(card) ?? -1;
      const at = card.workloads.map(({ id: workload }) => stopped.gates.get(workload) ?? []).flat();
      const unknown = card.workloads.some(({ id: workload }) => stopped.unknown.has(workload));
      return cardNode(card, look(card.id, unit), blocked.get(unit) ?? 0, at, unknown);
    });
    cards.push(...own.sort((a, b) => a.rect.y - b.rect.y || a.rect.x - b.rect.x));
  }
  const pills = scene.pills.flatMap((index) => {
    const pill = units.pills[index];
    return pill === undefined ? [] : [outsideNode(pill, look(pill.id, units.cards.length + index))];
  });
  return [...namespaces, ...cards, ...pills];
}

function blockedCounts(net: Net): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { from, to, meaning } of net.lines) {
    if (meaning !== 'blocked') continue;
    counts.set(from, (counts.get(from) ?? 0) + 1);
    counts.set(to, (counts.get(to) ?? 0) + 1);
  }
  return counts;
}

/** The gates that stop the shown path, by workload, and the workloads of a path that cannot be told. */
function stoppedGates(analysis: Analysis, request: GraphRequest) {
  const gates = new Map<string, Direction[]>();
  const unknown = new Set<string>();
  if (request.selection.kind !== 'path') return { gates, unknown };
  const { from, to, protocol, port } = request.selection.path;
  const [a, b] = [analysis.endOf(from), analysis.endOf(to)];
  if (a === undefined || b === undefined) return { gates, unknown };
  for (const { meaning, at, ports } of analysis.meanings(a, b)) {
    const same = ports.some(
      (range) => range.protocol === protocol && range.first <= port && port <= range.last,
    );
    if (!same) continue;
    if (meaning === 'depends') [from, to].forEach((id) => unknown.add(id));
    if (at.includes('egress')) gates.set(from, [...(gates.get(from) ?? []), 'egress']);
    if (at.includes('ingress')) gates.set(to, [...(gates.get(to) ?? []), 'ingress']);
  }
  return { gates, unknown };
}

/** Units that admit the Internet by a rule or a wish that works. */
function internetReach(analysis: Analysis, units: Units): ReadonlySet<number> {
  const reached = new Set<number>();
  for (const { kind, end } of analysis.summary.outside) {
    if (kind !== 'internet') continue;
    for (const { to, meanings } of analysis.meaningsFrom(end, { unguarded: false })) {
      const unit = units.receiver[to] ?? -1;
      const open = meanings.some(({ meaning }) => meaning !== 'blocked' && meaning !== 'depends');
      if (unit >= 0 && open) reached.add(unit);
    }
  }
  return reached;
}

/** Where lines meet the nodes, by number of the drawn thing, with names for words and ids. */
export function anchorsOf(nodes: readonly GraphNode[], units: Units, boxed: readonly string[]) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const all = units.ends.length;
  const id = (drawn: number): string =>
    units.cards[drawn]?.id ??
    units.pills[drawn - units.cards.length]?.id ??
    `namespace/${boxed[drawn - all] ?? ''}`;
  const title = (drawn: number): string =>
    units.cards[drawn]?.title ?? units.pills[drawn - units.cards.length]?.title ?? boxed[drawn - all] ?? '';
  const port = (drawn: number): Port => {
    const node = byId.get(id(drawn));
    return node === undefined ? { rect: noRect, middle: 0, ingressFace: 0, egressFace: 0 } : portOf(node);
  };
  return { id, title, port };
}
