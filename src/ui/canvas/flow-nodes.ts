import type { Node } from '@xyflow/react';
import type { CSSProperties } from 'react';
import type {
  CardNode,
  CollapsedNode,
  GraphNode,
  GraphView,
  NamespaceNode,
  OutsideNode,
  Point,
} from '../../views/graph-types';

export type FlowCard = Node<{ readonly card: CardNode }, 'card'>;
export type FlowOutside = Node<{ readonly outside: OutsideNode }, 'outside'>;
export type FlowNamespace = Node<{ readonly namespace: NamespaceNode }, 'namespace'>;
export type FlowCollapsed = Node<{ readonly collapsed: CollapsedNode }, 'collapsed'>;
export type FlowNode = FlowCard | FlowOutside | FlowNamespace | FlowCollapsed;

type Kept = { readonly text: string; readonly node: FlowNode };

/** Makes the nodes of React Flow; what has not changed stays the same object, so that it is not drawn again. */
export function createFlowNodes(): (view: GraphView) => FlowNode[] {
  let kept = new Map<string, Kept>();
  return (view) => {
    const next = new Map<string, Kept>();
    for (const node of view.nodes) {
      const text = JSON.stringify(node);
      const old = kept.get(node.id);
      next.set(node.id, old?.text === text ? old : { text, node: flowNode(node) });
    }
    kept = next;
    return [...next.values()].map(({ node }) => node);
  };
}

function flowNode(node: GraphNode): FlowNode {
  const { x, y, width, height } = node.rect;
  const shared = {
    id: node.id,
    position: { x, y },
    width,
    height,
    style: placed(node.rect),
    // The card inside says what it is; the frame around it says nothing.
    domAttributes: { 'aria-roledescription': undefined },
    selectable: false,
    focusable: false,
    connectable: false,
  };
  switch (node.kind) {
    case 'card':
      return { ...shared, type: 'card', zIndex: 2, data: { card: node } };
    case 'outside':
      return { ...shared, type: 'outside', zIndex: 2, data: { outside: node } };
    case 'namespace':
      return { ...shared, type: 'namespace', zIndex: 0, data: { namespace: node } };
    case 'collapsed':
      return {
        ...shared,
        type: 'collapsed',
        zIndex: 2,
        draggable: !node.overview,
        data: { collapsed: node },
      };
  }
}

/**
 * Places a node by `left` and `top` instead of the transform that it would have: every transform is one more piece for
 * the browser to put together with every frame of a pan.
 */
function placed({ x, y }: Point): CSSProperties {
  return { transform: 'none', left: x, top: y };
}

/** The same nodes with some of them moved. */
export function withMoved(nodes: readonly FlowNode[], moved: ReadonlyMap<string, Point>): FlowNode[] {
  return nodes.map((node) => {
    const position = moved.get(node.id);
    return position === undefined ? node : { ...node, position, style: placed(position) };
  });
}
