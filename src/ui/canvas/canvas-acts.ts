import { useMemo } from 'react';
import type { GraphBundle, GraphEdge, GraphNode } from '../../views/graph-types';
import { useApp } from '../app-context';
import type { App } from '../app-context';
import { setPicture } from './picture-state';

/** What clicks and keys on the canvas do. */
export type CanvasActs = {
  /** Chooses a node; `open` shows what is known of it even if the panel is shut. */
  readonly choose: (node: GraphNode, open: boolean) => void;
  readonly chooseEdge: (edge: Pick<GraphEdge, 'path'>) => void;
  readonly clear: () => void;
  /** Unfolds or folds a card, expands a collapsed namespace. */
  readonly unfold: (node: GraphNode) => void;
  readonly collapseAround: (node: GraphNode) => void;
  readonly expandBundle: (bundle: GraphBundle) => void;
  readonly openYaml: (node: GraphNode) => void;
};

export function useCanvasActs(): CanvasActs {
  const app = useApp();
  return useMemo(() => createActs(app), [app]);
}

function createActs({ commands, engine, getState }: App): CanvasActs {
  const openPanel = (panel: 'inspector' | 'why', open: boolean) => {
    if (open || getState().preferences.panelOpen) commands.openPanel(panel);
  };
  return {
    choose: (node, open) => {
      setPicture({ openBundle: undefined });
      switch (node.kind) {
        case 'card':
          commands.select({ kind: 'workload', id: node.id });
          break;
        case 'outside':
          commands.select({ kind: 'outside', id: node.parts[0] ?? node.id });
          break;
        case 'namespace':
        case 'collapsed':
          commands.select({ kind: 'namespace', name: node.name });
      }
      openPanel('inspector', open);
    },
    chooseEdge: ({ path }) => {
      setPicture({ openBundle: undefined });
      commands.select({ kind: 'path', path });
      openPanel('why', true);
    },
    clear: () => {
      setPicture({ openBundle: undefined });
      commands.select({ kind: 'none' });
    },
    unfold: (node) => {
      if (node.kind === 'card' && (node.workloads.length > 1 || node.unfolded)) {
        commands.unfold(node.foldKey, !node.unfolded);
      }
      if (node.kind === 'collapsed') commands.collapse(node.name, false);
    },
    collapseAround: (node) => {
      const name = node.kind === 'card' ? node.namespace : node.kind === 'outside' ? undefined : node.name;
      if (name !== undefined) commands.collapse(name, node.kind !== 'collapsed');
    },
    expandBundle: (bundle) => {
      for (const id of [bundle.from, bundle.to]) {
        if (id.startsWith('namespace/')) commands.collapse(id.slice('namespace/'.length), false);
      }
    },
    openYaml: (node) => {
      const { summary } = getState();
      if (node.kind === 'card') {
        void engine.placeOfWorkload(node.id).then((place) => {
          if (place !== undefined) commands.revealPlace(place);
        });
      } else if (node.kind !== 'outside') {
        const place = summary?.namespaces.find(({ name }) => name === node.name)?.place;
        if (place !== undefined) commands.revealPlace(place);
      }
    },
  };
}
