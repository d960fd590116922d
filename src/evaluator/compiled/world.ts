import type { NamespaceMatch, Policy, PolicySide } from '../../model/policy';
import type { Selector } from '../../model/selector';
import type { Facts } from '../facts';
import type { Connection } from '../types';
import type { Blocks } from './blocks';
import type { CompiledPolicy, CompiledRule, CompiledSide } from './compiled-policy';
import { GateNumbers } from './gate';
import { PortLists } from './port-lists';
import { PortTable } from './port-table';
import { matchKey, Selection } from './selection';
import type { Unit } from './units';

/**
 * What depends on the units alone and only ever grows: selections, port sets, blocks and compiled policies. Every
 * revision of the policies of one cluster shares it.
 */
export class World {
  readonly facts: Facts;
  readonly units: readonly Unit[];
  readonly ports = new PortTable();
  readonly lists = new PortLists(this.ports);
  /** Port class of each unit as a destination. */
  readonly destinations: Int32Array;
  /** Units of each peer set, in rising order; a pod of the host network is in none. */
  readonly sets: Int32Array[] = [];
  /** Peer sets that hold each unit. */
  readonly setsOf: number[][];
  readonly blocks: Blocks;
  readonly gates = { ingress: new GateNumbers('ingress'), egress: new GateNumbers('egress') };
  /** Connections by the numbers of their port sets, so that equal ones are one. */
  readonly connections = new Map<string, Connection>();
  readonly #selection: Selection;
  readonly #setNumbers = new Map<string, number>();
  readonly #policies = new WeakMap<Policy, CompiledPolicy>();
  readonly #hosts: boolean;
  #serial = 0;

  constructor(facts: Facts, units: readonly Unit[], blocks: Blocks) {
    this.facts = facts;
    this.blocks = blocks;
    this.units = units;
    this.#hosts = units.some((unit) => unit.hostNodes !== undefined);
    this.#selection = new Selection(facts.cluster, units);
    this.destinations = Int32Array.from(units, (unit) => this.lists.classOf(unit));
    this.setsOf = units.map(() => []);
  }

  compile(policy: Policy): CompiledPolicy {
    const known = this.#policies.get(policy);
    if (known !== undefined) return known;
    const { subject } = policy;
    const selected =
      subject === undefined ? new Int32Array() : this.#selection.select(subject.namespaces, subject.pods);
    const made = {
      serial: this.#serial++,
      policy,
      selected,
      guarded: this.#withoutHosts(selected),
      ingress: this.#side(policy.ingress),
      egress: this.#side(policy.egress),
    };
    this.#policies.set(policy, made);
    return made;
  }

  #side({ applies, rules }: PolicySide): CompiledSide {
    return {
      applies,
      rules: !applies
        ? []
        : rules.map((rule): CompiledRule => {
            const peers = rule.peers === 'any' ? [] : rule.peers;
            const sets = peers.flatMap((peer) => (peer.kind === 'pods' ? this.peerSet(peer) : []));
            return {
              any: rule.peers === 'any',
              sets: [...new Set(sets)],
              block: this.blocks.ofRule(rule),
              ports: this.lists.list(rule.ports),
            };
          }),
    };
  }

  /** Number of the set of units that a peer of pods matches. */
  peerSet({ namespaces, pods }: { namespaces: NamespaceMatch; pods?: Selector }): number {
    const key = matchKey(namespaces, pods);
    const known = this.#setNumbers.get(key);
    if (known !== undefined) return known;
    const found = this.#withoutHosts(this.#selection.select(namespaces, pods));
    const number = this.sets.push(found) - 1;
    this.#setNumbers.set(key, number);
    for (const index of found) this.setsOf[index]?.push(number);
    return number;
  }

  #withoutHosts(units: Int32Array): Int32Array {
    if (!this.#hosts) return units;
    return units.filter((index) => this.units[index]?.hostNodes === undefined);
  }
}
