import { familiesOfPod } from '../evaluator/facts';
import type { Facts } from '../evaluator/facts';
import type { Evaluator, OutsidePart } from '../evaluator/types';
import { formatAddress } from '../model/address';
import { addressSet, everyAddress, subtractAddresses } from '../model/address-set';
import type { AddressRange, AddressSet } from '../model/address-set';
import type { Cluster } from '../model/cluster';
import type { Policy } from '../model/policy';

/** Writes sets of outside parts as the largest ranges that they make together. */
export class RangeTexts {
  readonly #parts: readonly AddressSet[];
  readonly #fillers: AddressSet;
  readonly #known = new Map<string, readonly string[]>();

  constructor(cluster: Cluster, evaluator: Pick<Evaluator, 'outside' | 'policies'>) {
    const families: readonly (4 | 6)[] = speaksIpv6(cluster, evaluator.policies) ? [4, 6] : [4];
    this.#parts = evaluator.outside.map((part) =>
      rangesOf(part).filter((range) => families.includes(range.family)),
    );
    // Addresses of pods and nodes are not outside, so a range may run over them.
    this.#fillers = subtractAddresses(families.flatMap(everyAddress), addressSet(this.#parts.flat()));
  }

  /**
   * `a.b.c.d-e.f.g.h` for each range; `parts` are indexes in `Evaluator.outside`, in rising order. A part may have
   * addresses of families that a workload has not.
   */
  of(parts: readonly number[], families: readonly (4 | 6)[]): readonly string[] {
    const key = `${families.join()} ${parts.join()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const ranges = parts.flatMap((part) => this.#parts[part] ?? []);
    const own = addressSet(ranges.filter(({ family }) => families.includes(family)));
    const texts = this.#bridged(own).map(rangeText);
    this.#known.set(key, texts);
    return texts;
  }

  #bridged(own: AddressSet): readonly AddressRange[] {
    const joined = addressSet([...own, ...this.#fillers]);
    let at = 0;
    return joined.flatMap(({ family, last }) => {
      const first = own[at];
      if (first === undefined || first.family !== family || first.first > last) return [];
      let end = first;
      for (
        let next = own[at];
        next !== undefined && next.family === family && next.last <= last;
        next = own[at]
      ) {
        end = next;
        at++;
      }
      return [{ family, first: first.first, last: end.last }];
    });
  }
}

/** The families of which some pod of the workload has an address, or may have one. */
export function familiesOf(facts: Facts, workload: number): readonly (4 | 6)[] {
  const { workloads, pods } = facts.cluster;
  const own = (workloads[workload]?.pods ?? []).flatMap((pod) => pods[pod] ?? []);
  return ([4, 6] as const).filter((family) => own.some((pod) => familiesOfPod(facts, pod).includes(family)));
}

/** IPv6 is spoken of only where a policy, a pod or a named outside address does. */
function speaksIpv6(cluster: Cluster, policies: readonly Policy[]): boolean {
  const named = cluster.settings.outside.some(({ cidrs }) => cidrs.some(({ family }) => family === 6));
  const held = cluster.pods.some(({ addresses }) => addresses.some(({ family }) => family === 6));
  return (
    named ||
    held ||
    policies.some(({ ingress, egress }) =>
      [...ingress.rules, ...egress.rules].some(
        ({ peers }) =>
          peers !== 'any' && peers.some((peer) => peer.kind === 'addresses' && peer.cidr.family === 6),
      ),
    )
  );
}

function rangesOf(part: OutsidePart): AddressSet {
  return part.ranges.map(({ first, last }) => ({
    family: first.family,
    first: first.value,
    last: last.value,
  }));
}

function rangeText({ family, first, last }: AddressRange): string {
  return `${formatAddress({ family, value: first })}-${formatAddress({ family, value: last })}`;
}
