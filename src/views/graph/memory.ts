import type { Analysis } from '../../analysis/types';
import { cardsOf, unitsOf, type Units } from './cards';
import { netOf, type Net } from './net';
import { pillsOf } from './pills';

/** What was worked out of one analysis and is asked for again with every selection. */
export type Memory = {
  readonly units: (unfolded: readonly string[], hidden: readonly string[]) => Units;
  /** Lines, with those of the namespaces in `boxed` in bundles. */
  readonly net: (units: Units, boxed: readonly string[], unguarded: boolean) => Net;
  /** Per unit: number in `boxed` of the namespace that hides it, or -1. */
  readonly boxOf: (units: Units, boxed: readonly string[]) => Int32Array;
};

const memories = new WeakMap<Analysis, Memory>();

export function memoryOf(analysis: Analysis): Memory {
  const known = memories.get(analysis);
  if (known !== undefined) return known;
  const memory = createMemory(analysis);
  memories.set(analysis, memory);
  return memory;
}

function createMemory(analysis: Analysis): Memory {
  let units: { readonly key: string; readonly value: Units } | undefined;
  const nets = new Map<string, Net>();
  const memory: Memory = {
    units: (unfolded, hidden) => {
      const key = JSON.stringify([unfolded, hidden]);
      if (units?.key !== key) {
        const cards = cardsOf(analysis.summary, new Set(unfolded), new Set(hidden));
        units = { key, value: unitsOf(analysis.summary, cards, pillsOf(analysis, cards)) };
        nets.clear();
      }
      return units.value;
    },
    net: (all, boxed, unguarded) => {
      const key = JSON.stringify([boxed, unguarded]);
      const known = nets.get(key);
      if (known !== undefined) return known;
      const net = netOf(analysis, all, memory.boxOf(all, boxed), unguarded);
      if (nets.size >= 4) nets.clear();
      nets.set(key, net);
      return net;
    },
    boxOf: (all, boxed) => {
      const numbers = new Map(boxed.map((name, index) => [name, index]));
      const boxOf = new Int32Array(all.ends.length).fill(-1);
      all.cards.forEach((card, unit) => (boxOf[unit] = numbers.get(card.namespace) ?? -1));
      return boxOf;
    },
  };
  return memory;
}
