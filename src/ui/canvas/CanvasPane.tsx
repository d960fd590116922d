import { ReactFlowProvider } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { Canvas } from './Canvas';

/** The graph: namespaces, workloads with their gates, and the lines between them. */
export function CanvasPane() {
  return (
    <ReactFlowProvider>
      <Canvas />
    </ReactFlowProvider>
  );
}
