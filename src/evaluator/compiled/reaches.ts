import { hasAddress, intersectAddresses } from '../../model/address-set';
import type { AddressSet } from '../../model/address-set';
import { IndexList, JoinedSet } from '../index-sets';
import type { GateChanges } from './gates';
import { reachedParts, reachedWorkloads } from './reach';
import type { Reach } from './reach-groups';
import type { Revision } from './revision';

const nobody = new IndexList(new Int32Array());

/** Where ends get to, found when asked for and kept. */
export class Reaches {
  readonly #revision: Revision;
  readonly #live: readonly (readonly number[])[];
  readonly #workloads = new Map<number, Reach>();
  readonly #whole = new Map<number, Reach>();

  constructor(revision: Revision, live: readonly (readonly number[])[]) {
    this.#revision = revision;
    this.#live = live;
  }

  /** All destinations of one end. */
  from(end: number): Reach {
    let whole = this.#whole.get(end);
    if (whole !== undefined) return whole;
    let workloads = this.#workloads.get(end);
    if (workloads === undefined) {
      workloads = reachedWorkloads(this.#revision, this.#live, end);
      this.#workloads.set(end, workloads);
    }
    whole = end < this.#live.length ? this.#joined(workloads, end) : workloads;
    this.#whole.set(end, whole);
    return whole;
  }

  /** Takes over from an earlier revision of the same world what the changes between the two do not touch. */
  take(old: Reaches, changes: GateChanges): void {
    // Whom anybody may enter, everybody reaches.
    if (changes.anybody) return;
    const { world, placement } = this.#revision;
    const touched = new Set(changes.egressUnits);
    for (const set of changes.sets) for (const unit of world.sets[set] ?? []) touched.add(unit);
    const blocks = [...changes.blocks].flatMap((number) => world.blocks.block(number)?.addresses ?? []);
    const meets = remembered((may: AddressSet) =>
      blocks.some((range) => intersectAddresses(may, [range]).length > 0),
    );
    const isTouched = (unit: number) => {
      if (touched.has(unit)) return true;
      const addressing = placement.addressing[unit];
      if (blocks.length === 0 || addressing === undefined) return false;
      if (addressing.kind === 'unknown') return meets(addressing.may);
      const addresses = world.units[unit]?.pod.addresses ?? [];
      return addresses.some((address) => blocks.some((range) => hasAddress([range], address)));
    };
    const samePlaces = placement === old.#revision.placement;
    for (const [end, reach] of old.#workloads) {
      const units = this.#live[end];
      if (units === undefined) {
        const own = [...placement.blocksOf(placement.parts[end - this.#live.length]?.class)];
        if (samePlaces && !own.some((block) => changes.blocks.has(block))) this.#workloads.set(end, reach);
        continue;
      }
      if (units.some(isTouched)) continue;
      this.#workloads.set(end, reach);
      const whole = samePlaces ? old.#whole.get(end) : undefined;
      if (whole !== undefined) this.#whole.set(end, whole);
    }
  }

  #joined(workloads: Reach, end: number): Reach {
    const offset = this.#live.length;
    const parts = new Map(
      reachedParts(this.#revision, this.#live, end).map(({ to, connection }) => [connection, to]),
    );
    const joined = workloads.map(({ to, connection }) => {
      const high = parts.get(connection);
      parts.delete(connection);
      return high === undefined ? { to, connection } : { to: new JoinedSet(to, high, offset), connection };
    });
    const rest = [...parts].map(([connection, high]) => ({
      to: new JoinedSet(nobody, high, offset),
      connection,
    }));
    return [...joined, ...rest];
  }
}

function remembered<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = compute(key)));
    return value;
  };
}
