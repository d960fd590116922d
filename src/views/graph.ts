import type { Analysis } from '../analysis/types';
import type { GraphRequest, GraphView } from './graph-types';

/** The picture of one revision. Pure: the same analysis and request give the same picture. */
export function buildGraph(analysis: Analysis, request: GraphRequest): GraphView {
  return {
    revision: analysis.summary.revision,
    nodes: [],
    edges: [],
    marks: [],
    bundles: [],
    legend: [],
    collapsed: request.collapsed,
    large: false,
    arrangement: { slots: [], corners: [] },
    bounds: { x: 0, y: 0, width: 0, height: 0 },
    mismatches: [],
    bundlePaths: undefined,
    namespaces: [],
  };
}
