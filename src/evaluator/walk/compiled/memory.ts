import { formatCidr } from '../../../model/address';
import type { Cidr } from '../../../model/address';
import type { Cluster } from '../../../model/cluster';
import type { WalkArrangement } from '../../../model/tier';
import type { EndSet } from '../../../model/walk';
import { mostPortSets } from '../../compiled/port-table';
import { deriveFacts, withHostAddresses } from '../../facts';
import type { Facts } from '../../facts';
import type { Connection } from '../../types';
import { modelOfSubjectGate } from '../gate-model';
import { setsOfArrangement, setsOfModels } from './gates';
import type { KnownModels } from './gates';
import { Ground } from './ground';
import { Rows } from './rows';

/** What an evaluator leaves to that of the next revision. */
export type WalkMemory = {
  readonly facts: Facts;
  readonly basis: readonly unknown[];
  readonly ground: Ground;
  readonly rows: Rows;
  readonly models: KnownModels;
  readonly connections: Map<string, Connection>;
};

/** How many gates a sitting may gather over revisions before it begins anew. */
const mostModels = 50_000;

/** The ground of a revision: that of the previous one, where neither the cluster nor any boundary has changed. */
export function remember(
  cluster: Cluster,
  arrangement: WalkArrangement,
  boundaries: readonly Cidr[],
  previous: WalkMemory | undefined,
): WalkMemory {
  const { hostAddresses, hosts, localNode, basis = [] } = arrangement;
  const same =
    previous?.facts.cluster === cluster &&
    previous.models.size < mostModels &&
    previous.ground.ports.size < mostPortSets &&
    previous.basis.length === basis.length &&
    previous.basis.every((one, index) => one === basis[index]);
  const facts = previous?.facts.cluster === cluster ? previous.facts : deriveFacts(cluster);
  const sets = setsOf(arrangement, cluster);
  const byNode = hosts !== undefined;
  const key = groundKey(sets, boundaries, byNode);
  if (same && previous.ground.key === key) return previous;
  const ground = new Ground(
    key,
    withHostAddresses(facts, hostAddresses),
    sets,
    boundaries,
    byNode,
    localNode,
  );
  return { facts, basis, ground, rows: new Rows(ground), models: new Map(), connections: new Map() };
}

/** Equal where addresses are split alike and pods are told apart alike. */
function groundKey(sets: readonly EndSet[], boundaries: readonly Cidr[], byNode: boolean): string {
  const named = sets.flatMap(({ key, addresses }) => (addresses.length > 0 ? [key] : [])).sort();
  return JSON.stringify([named, boundaries.map(formatCidr), byNode]);
}

/** Every set that any gate may hold an end against. */
function setsOf(arrangement: WalkArrangement, cluster: Cluster): readonly EndSet[] {
  const { gateOf, hosts, hostSets } = arrangement;
  const sets = [...setsOfArrangement(arrangement)];
  if (gateOf !== undefined) {
    const models = new Set(
      cluster.pods.flatMap((pod) =>
        (['ingress', 'egress'] as const).flatMap((direction) => {
          const gate = gateOf({ kind: 'pod', pod }, direction);
          return gate === undefined ? [] : modelOfSubjectGate(gate);
        }),
      ),
    );
    sets.push(...setsOfModels(models));
  }
  if (hosts !== undefined) sets.push(...(hostSets ?? []));
  return sets;
}
