import { ReactFlow, ViewportPortal } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, type MouseEvent } from 'react';
import type { GraphBundle, GraphEdge, GraphNode, GraphView, Rect } from '../../views/graph-types';
import { marksOf } from '../../views/graph/marks';
import { useApp, useWorkspace } from '../app-context';
import { keepView, keptView, rectsOf, useCamera, type Camera } from './camera';
import { useCanvasActs } from './canvas-acts';
import { CanvasTools } from './CanvasTools';
import styles from './Canvas.module.css';
import { DrawLayer } from './draw/DrawLayer';
import { DrawingLine } from './draw/DrawingLine';
import { useDrawing } from './draw/use-drawing';
import { EdgeLayer } from './edges/EdgeLayer';
import { HitLayer } from './edges/HitLayer';
import { LabelLayer, LimitLayer, MarkLayer, PillLayer } from './edges/LabelLayer';
import { LoudLayer } from './edges/LoudLayer';
import { createFlowNodes, withMoved, type FlowNode } from './flow-nodes';
import { focusNode, focusState, noteFocus } from './focus-state';
import { stops } from './geometry';
import { BundleList, CollapsedNamespace, GateTip, MiniMap, NamespaceMenuLayer } from './late-parts';
import { Legend } from './Legend';
import { liveEdges } from './live-edges';
import { NamespaceBox } from './nodes/NamespaceBox';
import { OutsidePill } from './nodes/OutsidePill';
import { WorkloadCard } from './nodes/WorkloadCard';
import { setPicture, usePicture } from './picture-state';
import { chooseTool, useTool } from './tool-state';
import { useArriving } from './use-arriving';
import { useCanvasKeys } from './use-canvas-keys';
import { useDrag } from './use-drag';
import { useGraphView } from './use-graph-view';
import { useMinimap } from './use-minimap';
import { useZoomLevel } from './use-zoom-level';
import { ZoomControls } from './ZoomControls';
import { greatestZoom, leastZoom } from './zoom-level';

const nodeTypes = {
  card: WorkloadCard,
  outside: OutsidePill,
  namespace: NamespaceBox,
  collapsed: CollapsedNamespace,
};

/** From so many nodes only those in sight are in the document. */
const manyNodes = 300;

const emptyView: GraphView = {
  revision: -1,
  workloads: 0,
  nodes: [],
  edges: [],
  marks: [],
  bundles: [],
  legend: [],
  limited: 0,
  collapsed: [],
  large: false,
  arrangement: { slots: [], corners: [] },
  bounds: { x: 0, y: 0, width: 0, height: 0 },
  mismatches: [],
  bundlePaths: undefined,
  namespaces: [],
};

export function Canvas() {
  const { view: answered, failure } = useGraphView();
  if (failure !== undefined && answered === undefined) throw new Error(failure);
  const view = answered ?? emptyView;
  const frame = useRef<HTMLDivElement>(null);
  const camera = useCamera();
  const acts = useCanvasActs();
  const tool = useTool();
  const workspace = useWorkspace((state) => state.id);
  const selection = useWorkspace((state) => state.selection);
  const writes = useWorkspace((state) => state.role === 'writer');
  const theme = useWorkspace((state) => state.preferences.theme);
  const minimap = useMinimap(view);
  const drag = useDrag(answered);
  useZoomLevel(frame);
  useFirstStop(view);
  useStartView(answered, workspace, camera);
  const flowNodes = useMemo(() => createFlowNodes(), []);
  const nodes = useArriving(useMemo(() => flowNodes(view), [flowNodes, view]));
  const shownNodes = useMemo(
    () => (drag.moved.size === 0 ? nodes : withMoved(nodes, drag.moved)),
    [nodes, drag.moved],
  );
  const edges = useMemo(() => liveEdges(view, drag.moved), [view, drag.moved]);
  const marks = useMemo(
    () => (drag.moved.size === 0 ? view.marks : marksOf(edges)),
    [view, edges, drag.moved],
  );
  const nodeOf = useCallback((id: string) => view.nodes.find((node) => node.id === id), [view]);
  const drawing = useDrawing(frame, view, camera, writes);
  const keys = useCanvasKeys({ view, camera, acts, writes });

  // What was chosen elsewhere (a panel, the palette) comes into sight.
  const latest = useRef(view);
  useEffect(() => {
    latest.current = view;
  });
  useEffect(() => {
    const ids =
      selection.kind === 'path'
        ? [selection.path.from, selection.path.to]
        : selection.kind === 'workload' || selection.kind === 'outside'
          ? [selection.id]
          : selection.kind === 'namespace'
            ? [`namespace/${selection.name}`]
            : [];
    camera.reveal(rectsOf(latest.current, ids));
  }, [selection, camera]);

  const pickEdge = useCallback(
    (edge: GraphEdge, event: MouseEvent) => {
      event.stopPropagation();
      acts.chooseEdge(edge);
      // The keys that act on a line act on this one.
      focusNode(edge.from, { from: edge.from, edge: edge.id, out: true });
    },
    [acts],
  );
  const openBundle = useCallback((bundle: GraphBundle) => setPicture({ openBundle: bundle.id }), []);
  const click = (node: GraphNode | undefined) => {
    if (node === undefined || drawing.justDrew()) return;
    noteFocus(node.id);
    acts.choose(node, false);
  };

  return (
    <div
      ref={frame}
      className={styles.canvas}
      role="group"
      aria-roledescription="graph"
      aria-label="Graph of who may reach whom"
      data-tool={tool}
      onKeyDown={keys}
      onPointerDown={drawing.onPointerDown}
      onDoubleClick={(event) => {
        const id = (event.target as Element).closest<HTMLElement>('[data-node]')?.dataset.node;
        const node = id === undefined ? undefined : nodeOf(id);
        if (node === undefined) return;
        if (node.kind === 'namespace') acts.collapseAround(node);
        else if (node.kind === 'card' && node.workloads.length === 1 && !node.unfolded) {
          acts.choose(node, true);
        } else acts.unfold(node);
      }}
    >
      <FocusEntry view={view} camera={camera} />
      <ReactFlow<FlowNode>
        nodes={shownNodes}
        nodeTypes={nodeTypes}
        onNodesChange={drag.onNodesChange}
        onNodeDragStart={(_, node) => drag.onDragStart(node)}
        onNodeDragStop={(_, node) => drag.onDragStop(node)}
        onNodeClick={(_, node) => click(nodeOf(node.id))}
        onPaneClick={(event) => {
          if (!drawing.onPaneClick(event)) acts.clear();
        }}
        onMoveStart={() => frame.current?.setAttribute('data-moving', '')}
        onMoveEnd={(_, viewport) => {
          frame.current?.removeAttribute('data-moving');
          keepView(workspace, viewport);
        }}
        nodesDraggable={writes && tool === 'select'}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        nodeDragThreshold={4}
        onlyRenderVisibleElements={view.nodes.length > manyNodes}
        minZoom={leastZoom}
        maxZoom={greatestZoom}
        panOnScroll
        colorMode={theme}
        zoomOnDoubleClick={false}
        deleteKeyCode={null}
        panActivationKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        disableKeyboardA11y
        attributionPosition="top-right"
        className={styles.flow ?? ''}
      >
        <ViewportPortal>
          <Dots bounds={view.bounds} />
          <EdgeLayer edges={edges} bundles={view.bundles} />
          <HitLayer edges={edges} onPick={pickEdge} />
          <LoudLayer edges={edges} onPick={pickEdge} />
          <DrawingLine view={view} />
          <MarkLayer marks={marks} />
          <LimitLayer edges={edges} />
          <LabelLayer edges={edges} onPick={pickEdge} />
          <PillLayer bundles={view.bundles} onOpen={openBundle} onExpand={acts.expandBundle} />
        </ViewportPortal>
      </ReactFlow>
      <CanvasTools view={view} camera={camera} frame={frame} />
      <Legend entries={view.legend} limited={view.limited} />
      <ZoomControls camera={camera} view={view} minimap={minimap} />
      {minimap.shown ? <MiniMap view={view} camera={camera} /> : null}
      <BundleList view={view} camera={camera} onExpand={acts.expandBundle} />
      <GateTip frame={frame} />
      <NamespaceMenuLayer view={view} frame={frame} />
      <DrawLayer view={view} camera={camera} frame={frame} onDone={() => chooseTool('select')} />
    </div>
  );
}

/** The ground's dots, as a part of the world: they move with it and need not be drawn anew. */
function Dots({ bounds }: { readonly bounds: Rect }) {
  const around = 4000;
  const left = Math.floor((bounds.x - around) / 16) * 16;
  const top = Math.floor((bounds.y - around) / 16) * 16;
  const width = bounds.width + 2 * around + 32;
  const height = bounds.height + 2 * around + 32;
  return <div className={styles.dots} style={{ left, top, width, height }} />;
}

/** The canvas is one stop for Tab: the node that was used last, else the first card. */
function useFirstStop(view: GraphView): void {
  useEffect(() => {
    const { node } = focusState();
    if (node !== undefined && view.nodes.some(({ id }) => id === node)) return;
    const all = stops(view);
    const first = all.find(({ kind }) => kind === 'card') ?? all[0];
    if (first !== undefined) noteFocus(first.id);
  }, [view]);
}

/** In a large picture the node that was used last may be out of sight; then this takes the focus and goes there. */
function FocusEntry({ view, camera }: { readonly view: GraphView; readonly camera: Camera }) {
  if (view.nodes.length <= manyNodes) return null;
  return (
    <button
      type="button"
      data-region-focus=""
      className="visually-hidden"
      onFocus={() => {
        const { node } = focusState();
        if (node === undefined) return;
        camera.reveal(rectsOf(view, [node]));
        focusNode(node);
      }}
    >
      Go to the card that was used last
    </button>
  );
}

/** At first, and when much has arrived at once, everything is fitted; later the camera stays where it was left. */
function useStartView(view: GraphView | undefined, workspace: string, camera: Camera): void {
  const seen = useRef({ workspace: '', workloads: 0, arranged: 0 });
  const arranged = usePicture((state) => state.arranged);
  const { getState } = useApp();
  useEffect(() => {
    if (view === undefined || view.nodes.length === 0) return;
    const { width, height } = camera.room();
    if (width === 0 || height === 0) return;
    const before = seen.current;
    const workloads = getState().summary?.workloads.length ?? 0;
    seen.current = { workspace, workloads, arranged };
    const kept = keptView(workspace);
    if (before.workspace !== workspace && kept !== undefined) camera.moveTo(kept);
    else if (before.workspace !== workspace) camera.fit(view, true);
    else if (view.large || workloads > before.workloads * 2 + 10) camera.fit(view);
    else if (before.arranged !== arranged) camera.fit(view);
  }, [view, workspace, camera, arranged, getState]);
}
