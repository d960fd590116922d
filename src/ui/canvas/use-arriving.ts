import { useEffect, useMemo, useState } from 'react';
import type { FlowNode } from './flow-nodes';

/** As many new nodes are put into the document at once: measuring a hundred of them holds the thread up. */
const slice = 16;

const none: ReadonlySet<string> = new Set();

/** The nodes, without those that are still to come: of many new ones a few more are there with every frame. */
export function useArriving(nodes: FlowNode[]): FlowNode[] {
  const [there, setThere] = useState(none);
  const shown = useMemo(() => {
    if (nodes.length <= slice) return nodes;
    let room = slice;
    return nodes.filter(({ id }) => there.has(id) || room-- > 0);
  }, [nodes, there]);
  useEffect(() => {
    if (shown.every(({ id }) => there.has(id))) return;
    const frame = requestAnimationFrame(() => {
      setThere(new Set(shown.map(({ id }) => id)));
    });
    return () => cancelAnimationFrame(frame);
  }, [shown, there]);
  return shown;
}
