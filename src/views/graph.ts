import type { Analysis, Meaning, PathRef } from '../analysis/types';
import { tellingPort } from '../model/telling-port';
import { endNames } from './explanation-ends';
import { anchorsOf, drawNodes } from './graph/draw-nodes';
import { bundleList } from './graph/bundle-list';
import { bundlesOf } from './graph/bundles';
import type { Units } from './graph/cards';
import { edgesOf } from './graph/edges';
import { placeLabels } from './graph/labels';
import { legendOf } from './graph/legend';
import { marksOf } from './graph/marks';
import { memoryOf } from './graph/memory';
import type { Line, Net, PreviewLine } from './graph/net';
import { openPartners, partnerLines, previewLines } from './graph/partners';
import { boundsOf, boxesOf, obstacles, sceneOf } from './graph/scene';
import { shownBy, withPreview } from './graph/shown';
import type { GraphRequest, GraphView } from './graph-types';
import { limitsOf } from './limits';
import { toldPorts } from './told-ports';

/** Pictures with more cards than these, or with more lines among many cards, arrive collapsed. */
const manyCards = 300;
const manyLines = 800;
const fewCards = 60;

/** So many new workloads at once make an arrival. */
const arrivalSize = 50;

function arrives({ summary }: Analysis, { shownWorkloads, collapsed }: GraphRequest): boolean {
  if (shownWorkloads === undefined || collapsed.length > 0) return false;
  return summary.workloads.length > shownWorkloads + arrivalSize;
}

/**
 * The picture of one revision: what is drawn where and what it says. Pure: the same analysis and request give the same
 * picture. What depends on the texts alone is kept per analysis, so that a selection costs little.
 */
export function buildGraph(analysis: Analysis, request: GraphRequest): GraphView {
  const memory = memoryOf(analysis);
  const hidden = new Set(request.hiddenNamespaces);
  const units = memory.units(request.unfolded, request.hiddenNamespaces);
  const names = analysis.summary.namespaces.map(({ name }) => name);
  const unguarded = request.meanings.includes('unguarded');
  const large = arrives(analysis, request) && isLarge(units, () => memory.net(units, [], false));
  const collapsedNames = large ? names : request.collapsed.filter((name) => names.includes(name));

  const boxes = boxesOf(analysis.summary.namespaces, units, new Set(collapsedNames), hidden);
  const collapsed = boxes.filter((box) => box.collapsed).map((box) => box.summary.name);
  // Where things stood open means nothing when all are drawn collapsed at once.
  const arrangement = large ? undefined : request.arrangement;
  const overview = request.detail === 'overview';
  const boxed = overview
    ? boxes.filter((box) => box.cards.length > 0).map((box) => box.summary.name)
    : collapsed;
  const net = memory.net(units, boxed, unguarded);
  const boxOf = memory.boxOf(units, boxed);
  const scene = sceneOf(boxes, units, memory.net(units, collapsed, false), net.linked, {
    ...request,
    arrangement,
  });

  const shows = (meaning: Meaning) => request.meanings.includes(meaning);
  const extra = partnerLines(analysis, units, boxOf, request, shows);
  const drawn = drawnUnits(units, scene.pills);
  const lines = [...net.lines.filter((line) => shows(line.meaning)), ...extra].filter(
    ({ from, to }) => drawn(from) && drawn(to),
  );
  const counts = net.bundles.filter(({ from, to }) => drawn(from) && drawn(to));
  const pairs = [...lines, ...counts].map(({ from, to }) => [from, to] as const);
  const previewed = previewLines(analysis, units, boxOf, request.preview);
  const chosen = shownBy(request.selection, analysis, units, boxOf, pairs, (unit) =>
    openPartners(analysis, units, boxOf, unit),
  );
  const shown = withPreview(chosen, previewed);

  const nodes = drawNodes(analysis, { units, scene, boxed, overview, shown, net, request });
  const anchors = anchorsOf(nodes, units, boxed);
  const { field, lanes } = obstacles(scene, units, overview);
  const path = (line: Line | PreviewLine): PathRef => pathOf(units, analysis, line);
  const limits = (line: Line) =>
    limitsOf(analysis, units.ends[line.from] ?? -1, units.ends[line.to] ?? -1, line);
  const source = { ...anchors, path, limits, told: toldPorts(analysis), tone: shown.lineTone };
  const bare = edgesOf([...lines, ...previewed], source, field, lanes);
  const marks = marksOf(bare);
  const bundles = bundlesOf(counts, { ...anchors, tone: shown.bundleTone, shows }, field, lanes);
  const listed = bundleList(analysis, units, boxOf, boxed, net, request);
  return {
    revision: analysis.summary.revision,
    workloads: analysis.summary.workloads.length,
    nodes,
    edges: placeLabels(bare, [...marks, ...bundles.marks], field, shown.any),
    marks: [...marks, ...bundles.marks],
    bundles: bundles.bundles,
    legend: legendOf(analysis, units, net, request.meanings),
    limited: net.limited,
    collapsed,
    large,
    arrangement: scene.layout.arrangement,
    bounds: boundsOf(nodes.map((node) => node.rect)),
    mismatches: net.mismatches.map(path),
    bundlePaths: listed,
    namespaces: names,
  };
}

/** Pills without a line are not drawn, and nothing can be drawn to them. */
function drawnUnits(units: Units, pills: readonly number[]): (unit: number) => boolean {
  const there = new Set(pills);
  return (unit) =>
    unit < units.cards.length || unit >= units.ends.length || there.has(unit - units.cards.length);
}

function isLarge(units: Units, net: () => Net): boolean {
  if (units.cards.length > manyCards) return true;
  return units.cards.length > fewCards && net().lines.length > manyLines;
}

/** One path of a line, between the first workloads of its cards; where there are conditions, one that has them. */
function pathOf(units: Units, analysis: Analysis, line: Line | PreviewLine): PathRef {
  const from = analysis.endId(units.ends[line.from] ?? -1);
  const to = analysis.endId(units.ends[line.to] ?? -1);
  const declared = endNames(analysis).workload(to)?.ports ?? [];
  return { from, to, ...tellingPort(line.conditional ?? line.ports, declared) };
}
