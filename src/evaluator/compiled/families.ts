import type { Addressing } from './units';

/** Families by which a flow may go, as bits: 1 for IPv4, 2 for IPv6. */
export type Families = 0 | 1 | 2 | 3;

const codes = ['dead', '4', '6', '4,6', '6,4', 'may 4', 'may 6', 'may 4,6'] as const;

/** How addresses are known, as a small number: which families, in which order, and whether for certain. */
export function familyCode(addressing: Addressing): number {
  switch (addressing.kind) {
    case 'dead':
      return 0;
    case 'known':
      return codes.findIndex((code) => code === [...addressing.classes.keys()].join());
    case 'unknown': {
      const families = ([4, 6] as const).filter((family) =>
        addressing.may.some((range) => range.family === family),
      );
      return Math.max(
        0,
        codes.findIndex((code) => code === `may ${families.join()}`),
      );
    }
  }
}

export function bitsOf(families: readonly (4 | 6)[]): Families {
  return ((families.includes(4) ? 1 : 0) | (families.includes(6) ? 2 : 0)) as Families;
}

const bitsOfCodes = codes.map((text: string) =>
  bitsOf([...(text.includes('4') ? [4 as const] : []), ...(text.includes('6') ? [6 as const] : [])]),
);

/** The families that a code has. */
export function familiesOfCode(code: number): Families {
  return bitsOfCodes[code] ?? 0;
}

/**
 * The families that a flow may use between two codes, at `source * 8 + destination`: of known addresses the
 * destination's first that the source has, of unknown ones every common one.
 */
export const familiesBetween: Uint8Array = Uint8Array.from({ length: 64 }, (_, at) => {
  const [source, destination] = [at >>> 3, at & 7];
  const common = familiesOfCode(source) & familiesOfCode(destination);
  if (common !== 3 || source >= 5 || destination >= 5) return common;
  return codes[destination] === '6,4' ? 2 : 1;
});
