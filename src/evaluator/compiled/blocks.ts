import { blockKey, blockOf } from './address-space';
import type { Block } from './address-space';
import type { Peer, Policy, Rule } from '../../model/policy';

/** The blocks of addresses that rules name, by number; equal ones are one. It only ever grows. */
export class Blocks {
  readonly #blocks: Block[] = [];
  readonly #numbers = new Map<string, number>();
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
    for (const { ingress, egress } of policies) {
      for (const rules of [ingress.rules, egress.rules]) {
        for (const rule of rules) {
          const number = this.ofRule(rule);
          const block = number === undefined ? undefined : this.#blocks[number];
          if (number !== undefined && block !== undefined) found.set(number, block);
        }
      }
    }
    return found;
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
