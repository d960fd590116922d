import { formatCidr } from '../../../model/address';
import type { Cidr } from '../../../model/address';
import type { Cluster } from '../../../model/cluster';
import { Recent } from '../../../model/recent';
import type { WalkArrangement } from '../../../model/tier';
import type { EndSet } from '../../../model/walk';
import { mostPortSets } from '../../compiled/port-table';
import { deriveFacts, withHostAddresses } from '../../facts';
import type { Facts } from '../../facts';
import type { Connection } from '../../types';
import { addressSetsOf } from './gates';
import type { KnownModels } from './gates';
import { Ground } from './ground';
import type { Reaches } from './reaches';
import { Rows } from './rows';

/** What an evaluator leaves to that of the next revision. */
export type WalkMemory = {
  readonly facts: Facts;
  readonly basis: readonly unknown[];
  readonly ground: Ground;
  readonly rows: Rows;
  readonly models: KnownModels;
  readonly connections: Map<string, Connection>;
  /** Where ends get to in the revision that was asked last. */
  readonly latest: { reaches: Reaches | undefined };
  /** How many revisions have taken it over. */
  revisions: number;
};

/** How many revisions share a ground before it begins anew: what they gathered on it is then forgotten. */
const mostRevisions = 1000;

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
    previous.revisions < mostRevisions &&
    previous.ground.ports.size < mostPortSets &&
    previous.basis.length === basis.length &&
    previous.basis.every((one, index) => one === basis[index]);
  const facts = previous?.facts.cluster === cluster ? previous.facts : deriveFacts(cluster);
  const { hostSets } = arrangement;
  const byNode = hosts !== undefined;
  const sets = [...addressSetsOf(arrangement), ...(byNode ? (hostSets ?? []) : [])];
  const key = groundKey(sets, boundaries, byNode);
  if (same && previous.ground.key === key) {
    previous.revisions += 1;
    return previous;
  }
  const ground = new Ground(
    key,
    withHostAddresses(facts, hostAddresses),
    sets,
    boundaries,
    byNode,
    localNode,
  );
  return {
    facts,
    basis,
    ground,
    rows: new Rows(ground),
    models: new Recent(),
    connections: new Map(),
    latest: { reaches: undefined },
    revisions: 0,
  };
}

/** Equal where addresses are split alike and pods are told apart alike. */
function groundKey(sets: readonly EndSet[], boundaries: readonly Cidr[], byNode: boolean): string {
  const named = sets.flatMap(({ key, addresses }) => (addresses.length > 0 ? [key] : [])).sort();
  return JSON.stringify([named, boundaries.map(formatCidr), byNode]);
}
