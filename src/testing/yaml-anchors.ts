import fc from 'fast-check';
import { printLines } from '../yaml/print';
import type { Json, JsonObject } from '../yaml/types';
import { manifestValues } from './yaml-documents';
import { layouts } from './yaml-values';

/** A text in which one value is written once, with an anchor, and used twice more. */
export type AnchoredText = { readonly text: string; readonly value: JsonObject };

export const anchoredTexts: fc.Arbitrary<AnchoredText> = fc
  .record({
    shared: manifestValues,
    other: manifestValues,
    layout: layouts,
    inList: fc.boolean(),
    inFlow: fc.boolean(),
  })
  .map(({ shared, other, layout, inList, inFlow }) => {
    const lines = printLines(shared, layout);
    const isBlock = typeof shared === 'object' && shared !== null && Object.keys(shared).length > 0;
    const depth = ' '.repeat(Math.max(2, layout.indent));
    const base = isBlock
      ? ['base: &a # shared', ...lines.map((line) => depth + line)]
      : [`base: &a ${lines.join('')} # shared`];
    const uses = inList
      ? ['uses:', '- *a # one', '- x: *a']
      : ['uses:', `${depth}one: *a # one`, `${depth}two:`, `${depth}${depth}x: *a`];
    const used: Json = inList ? [shared, { x: shared }] : { one: shared, two: { x: shared } };
    const flow = inFlow ? ['flow: [*a , {k: *a }]'] : [];
    const more = ['other:', ...printLines([other], layout).map((line) => depth + line)];
    return {
      text: `${[...base, ...uses, ...flow, ...more].join('\n')}\n`,
      value: { base: shared, uses: used, ...(inFlow && { flow: [shared, { k: shared }] }), other: [other] },
    };
  });
