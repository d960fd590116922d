import { blockKey, blockOf } from './address-space';
import type { Block } from './address-space';
import type { Peer, Policy, Rule } from '../../model/policy';

/** The blocks of addresses that rules name, by number; equal ones are one. It only ever grows. */
export class Blocks {
  readonly #blocks: Block[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #ofPolicy = new WeakMap<Policy, readonly number[]>();
  readonly #ofRule = new WeakMap<Rule, { readonly block: number | undefined }>();

  block(number: number): Block | undefined {
    return this.#blocks[number];
  }

  /** Number of the block that a rule names; undefined where it names no addresses. */
  ofRule(rule: Rule): number | undefined {
    const known = this.#ofRule.get(rule);
    if (known !== undefined) return known.block;
    const peers: readonly Peer[] = rule.peers === 'any' ? [] : rule.peers;
    const addresses = peers.filter((peer) => peer.kind === 'addresses');
    const block = addresses.length === 0 ? undefined : this.#number(addresses);
    this.#ofRule.set(rule, { block });
    return block;
  }

  /** The blocks that policies use. */
  inUse(policies: Iterable<Policy>): ReadonlyMap<number, Block> {
    const found = new Map<number, Block>();
    for (const policy of policies) {
      for (const number of this.#usedBy(policy)) {
        const block = this.#blocks[number];
        if (block !== undefined) found.set(number, block);
      }
    }
    return found;
  }

  #usedBy(policy: Policy): readonly number[] {
    let used = this.#ofPolicy.get(policy);
    if (used === undefined) {
      const rules = [...policy.ingress.rules, ...policy.egress.rules];
      this.#ofPolicy.set(policy, (used = rules.flatMap((rule) => this.ofRule(rule) ?? [])));
    }
    return used;
  }

  #number(peers: readonly Extract<Peer, { kind: 'addresses' }>[]): number {
    const key = blockKey(peers);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#blocks.push(blockOf(peers)) - 1;
    this.#numbers.set(key, number);
    return number;
  }
}
