import type { KeyboardEvent } from 'react';
import { namedFlowEnd } from '../../model/flow';
import type { GraphNode, GraphView } from '../../views/graph-types';
import { useApp, type App } from '../app-context';
import { announce } from '../kit/announce';
import { rectsOf, type Camera } from './camera';
import type { CanvasActs } from './canvas-acts';
import { drawState, setDraw } from './draw/draw-state';
import { canBeDrawn } from './draw/use-drawing';
import { openForm } from './draw/form-state';
import { closeRemoval, openRemoval } from './draw/removal-state';
import { openTemplate } from './draw/template-state';
import { endWalk, focusNode, focusState } from './focus-state';
import { nearest, nodeFor, partners, stops, type Heading } from './geometry';
import { openNamespaceMenu } from './menu-state';
import { arrangeAnew } from './picture-state';
import { closeSearch, isSearching } from './search-state';
import { chooseTool, currentTool } from './tool-state';
import { titleFor, typedWith } from './type-ahead';

type Keys = {
  readonly view: GraphView;
  readonly camera: Camera;
  readonly acts: CanvasActs;
  readonly writes: boolean;
};

const headings: Readonly<Record<string, Heading>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** The keys of the canvas. They work while the focus is on the picture itself, never inside a card that asks. */
export function useCanvasKeys(keys: Keys): (event: KeyboardEvent) => void {
  const app = useApp();
  return (event) => {
    const element = event.target instanceof Element ? event.target : undefined;
    if (
      element === undefined ||
      element.closest('.nokey, input, textarea, [role="toolbar"], [role="menu"]') !== null
    ) {
      return;
    }
    // While the search field is on its way, letters are meant for it.
    if (isSearching() && event.key !== 'Escape') return;
    if (runKey(app, keys, event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
}

function runKey(app: App, keys: Keys, event: KeyboardEvent): boolean {
  const { view } = keys;
  const id = focusState().node;
  const node = view.nodes.find((one) => one.id === id);
  const heading = headings[event.key];
  if (drawState().kind === 'choosing') return chooseEnd(keys, event, heading);
  if (heading !== undefined && node !== undefined) {
    if (event.ctrlKey || event.metaKey) return walk(keys, node, heading);
    if (event.altKey) return keys.writes && nudge(app, node, heading);
    return step(keys, nearest(stops(view), node, heading));
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  return (node !== undefined && nodeKey(app, keys, node, event)) || pictureKey(app, keys, event);
}

/** Keys that act on the card that the keyboard is on. */
function nodeKey(app: App, { view, acts, writes }: Keys, node: GraphNode, event: KeyboardEvent): boolean {
  switch (event.key) {
    case 'Enter': {
      if (event.shiftKey) {
        acts.openYaml(node);
        return true;
      }
      const tool = currentTool();
      if (writes && (tool === 'namespace' || tool === 'workload' || tool === 'outside')) {
        openFormAt(tool, node, event);
        return true;
      }
      const walked = focusState().walk;
      const edge = walked === undefined ? undefined : view.edges.find((one) => one.id === walked.edge);
      if (edge === undefined) acts.choose(node, true);
      else acts.chooseEdge(edge);
      return true;
    }
    case ' ':
      acts.unfold(node);
      return true;
    case 'g':
    case 'G':
      acts.collapseAround(node);
      return true;
    case 'e':
    case 'E':
      if (!writes) return false;
      if (!canBeDrawn(node)) {
        announce('A line cannot be drawn from a name; the text of a policy can speak of it.');
        return true;
      }
      setDraw({ kind: 'choosing', node: node.id, over: undefined });
      chooseTool('draw');
      announce('Choose where the line ends: arrow keys, then Enter.');
      return true;
    case 'Delete':
      return writes && remove(app, view, node);
    case 'ContextMenu': {
      if (node.kind !== 'namespace' && node.kind !== 'collapsed') return false;
      const box = (event.target as Element).getBoundingClientRect();
      openNamespaceMenu({ name: node.name, x: box.left, y: box.bottom });
      return true;
    }
    default:
      return false;
  }
}

/** Keys that act on the picture as a whole. */
function pictureKey(app: App, { view, camera, acts, writes }: Keys, event: KeyboardEvent): boolean {
  const all = stops(view);
  switch (event.key) {
    case 'Home':
      return step({ view, camera }, all[0]);
    case 'End':
      return step({ view, camera }, all[all.length - 1]);
    case '[':
    case ']':
      return mismatch(app, view, camera, event.key === ']' ? 1 : -1);
    case '0':
      camera.fit(view);
      return true;
    case '1':
      camera.zoomTo(1);
      return true;
    case '+':
    case '=':
      camera.zoomBy(1.25);
      return true;
    case '-':
      camera.zoomBy(1 / 1.25);
      return true;
    case 'L':
      if (!event.shiftKey || !writes) return false;
      app.commands.forgetPositions();
      arrangeAnew();
      return true;
    case 'v':
      chooseTool('select');
      return true;
    case 'n':
    case 'd':
    case 'o': {
      if (!writes) return false;
      const tool = event.key === 'n' ? 'namespace' : event.key === 'd' ? 'workload' : 'outside';
      chooseTool(tool);
      openFormAt(
        tool,
        view.nodes.find((one) => one.id === focusState().node),
        event,
      );
      return true;
    }
    case 'Escape':
      if (closeCards()) return true;
      if (isSearching()) {
        closeSearch();
        return true;
      }
      if (focusState().walk !== undefined) endWalk();
      else if (currentTool() !== 'select') chooseTool('select');
      else acts.clear();
      return true;
    default:
      return false;
  }
}

/** Closes whatever asks something; false where nothing does. */
function closeCards(): boolean {
  const open = drawState().kind !== 'idle';
  if (open) setDraw({ kind: 'idle' });
  return [open, openForm(undefined), openTemplate(undefined), closeRemoval()].includes(true);
}

function openFormAt(
  tool: 'namespace' | 'workload' | 'outside',
  node: GraphNode | undefined,
  event: KeyboardEvent,
): void {
  const box = (event.target as Element).getBoundingClientRect();
  const at = { x: box.right, y: box.top };
  const namespace =
    node?.kind === 'card'
      ? node.namespace
      : node === undefined || node.kind === 'outside'
        ? undefined
        : node.name;
  openForm(tool === 'workload' ? { kind: 'workload', namespace, ...at } : { kind: tool, ...at });
}

function step({ view, camera }: Pick<Keys, 'view' | 'camera'>, node: GraphNode | undefined): boolean {
  if (node === undefined) return true;
  camera.reveal(rectsOf(view, [node.id]));
  focusNode(node.id);
  return true;
}

/** Along the lines that leave a card (or come to it), each press to the next of them. */
function walk({ view, camera }: Keys, node: GraphNode, heading: Heading): boolean {
  if (heading === 'up' || heading === 'down') return false;
  const out = heading === 'right';
  const before = focusState().walk;
  const goesOn = before !== undefined && before.out === out;
  const from = goesOn ? before.from : node.id;
  const ways = partners(view, from, out);
  const last = goesOn ? ways.findIndex((way) => way.edge === before.edge) : -1;
  const next = ways[(last + 1) % Math.max(1, ways.length)];
  if (next === undefined) {
    announce(out ? 'No line leaves here.' : 'No line comes here.');
    return true;
  }
  camera.reveal(rectsOf(view, [next.node.id]));
  focusNode(next.node.id, { from, edge: next.edge, out });
  announce(next.words);
  return true;
}

function nudge({ commands }: App, node: GraphNode, heading: Heading): boolean {
  const { x, y } = node.kind === 'namespace' || node.kind === 'collapsed' ? node.origin : node.rect;
  const by = 8;
  commands.place({
    [node.id]: {
      x: x + (heading === 'left' ? -by : heading === 'right' ? by : 0),
      y: y + (heading === 'up' ? -by : heading === 'down' ? by : 0),
    },
  });
  return true;
}

/** The next path that is blocked or not wanted. */
function mismatch({ commands, getState }: App, view: GraphView, camera: Camera, by: 1 | -1): boolean {
  const { selection } = getState();
  const count = view.mismatches.length;
  if (count === 0) {
    announce('Nothing is blocked or unwanted.');
    return true;
  }
  const chosen = selection.kind === 'path' ? JSON.stringify(selection.path) : '';
  const at = view.mismatches.findIndex((path) => JSON.stringify(path) === chosen);
  const next = view.mismatches[at === -1 ? (by === 1 ? 0 : count - 1) : (at + by + count) % count];
  if (next === undefined) return true;
  commands.select({ kind: 'path', path: next });
  commands.openPanel('why');
  const node = nodeFor(view, next.to);
  if (node !== undefined) step({ view, camera }, node);
  return true;
}

/** While a line is drawn by keyboard: arrows and letters choose where it ends. */
function chooseEnd({ view, camera }: Keys, event: KeyboardEvent, heading: Heading | undefined): boolean {
  const draw = drawState();
  if (draw.kind !== 'choosing') return false;
  const at = view.nodes.find((node) => node.id === (draw.over ?? draw.node));
  const goTo = (node: GraphNode | undefined) => {
    if (node === undefined) return true;
    camera.reveal(rectsOf(view, [node.id]));
    setDraw({ ...draw, over: node.id });
    announce(node.description);
    return true;
  };
  if (heading !== undefined && at !== undefined) {
    const ends = view.nodes.filter((node) => node.id !== draw.node && canBeDrawn(node));
    return goTo(nearest(ends, at, heading));
  }
  if (event.key === 'Escape') {
    setDraw({ kind: 'idle' });
    chooseTool('select');
    return true;
  }
  if (event.key === 'Enter') {
    if (draw.over !== undefined) setDraw({ kind: 'deciding', from: draw.node, to: draw.over });
    return true;
  }
  if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
    const ends = stops(view).filter((node) => node.id !== draw.node && canBeDrawn(node));
    const text = typedWith(event.key, event.timeStamp);
    const current = ends.findIndex((node) => node.id === draw.over);
    return goTo(ends[titleFor(ends.map(titleOf), current, text)]);
  }
  return false;
}

function titleOf(node: GraphNode): string {
  return node.kind === 'card' || node.kind === 'outside' ? node.title : node.name;
}

/** Closes the chosen line, or asks about removing what the keyboard is on. */
function remove({ getState }: App, view: GraphView, node: GraphNode): boolean {
  const { selection } = getState();
  const walked = focusState().walk;
  const edge = walked === undefined ? undefined : view.edges.find((one) => one.id === walked.edge);
  const path = edge?.path ?? (selection.kind === 'path' ? selection.path : undefined);
  if (path !== undefined) {
    if ([path.from, path.to].some((id) => namedFlowEnd(id) !== undefined)) {
      announce('A line to a name is closed in the text of its policy.');
      return true;
    }
    setDraw({ kind: 'closing', ...path });
    return true;
  }
  return openRemoval(node);
}
