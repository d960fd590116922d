import { planClusterEdit } from '../authoring/cluster-edits';
import { planEdge, planTemplate } from '../authoring/plan';
import { portOffers } from '../authoring/port-offers';
import type { Registry } from '../snapshot/types';
import type { AuthoringPart } from './parts';

/** Plans of edges, templates and cluster edits. */
export function authoringPart(registry: Registry): AuthoringPart {
  return {
    plan: ({ snapshot }, request) => planEdge(snapshot, registry, request),
    template: ({ snapshot }, request) => planTemplate(snapshot, registry, request),
    portOffers: ({ snapshot }, to) => portOffers(snapshot, to),
    clusterEdit: ({ snapshot }, edit) => planClusterEdit(snapshot, edit),
  };
}
