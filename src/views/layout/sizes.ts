/** Sizes of everything that is laid out, in world units. */

export const cardMinWidth = 140;
export const cardMaxWidth = 216;
export const cardLow = 68;
export const cardHigh = 84;
/** From a card's top to the middle of its gates, whatever its height. */
export const gateMiddle = 26;
export const gateWidth = 18;

/** Between the tops of two rows of cards: every row is as high as a high card, so that rows join straight. */
export const rowPitch = cardHigh + 24;
/** Between two columns of cards, where lines run. */
export const channel = 120;

export const boxPadding = 14;
export const boxHeader = 34;
export const boxGapAcross = 40;
export const boxGapDown = 22;
/** Beside and below collapsed namespaces. */
export const looseGapAcross = 120;
export const looseGapDown = 42;
export const collapsedWidth = 184;
export const collapsedHeight = 76;
/** From a collapsed namespace's top to the middle of its gates. */
export const collapsedGateMiddle = 38;

export const pillHeight = 40;
export const pillGap = 16;
export const pillDistance = 40;

const narrow = "ijlI.,:;'|!()[]";
const slim = 'ftr-/1 ';
const wide = 'mwMW@%';

/** Width of a text in the interface's font at 13 px, bold; a careful estimate, since nothing is measured here. */
export function nameWidth(text: string): number {
  let width = 0;
  for (const letter of text.slice(0, 200)) {
    if (narrow.includes(letter)) width += 3.9;
    else if (slim.includes(letter)) width += 5.4;
    else if (wide.includes(letter)) width += 11.2;
    else if (letter >= 'A' && letter <= 'Z') width += 9;
    else width += letter > '\u02ff' ? 13 : 7.7;
  }
  return width;
}

/** Width of a text in the code font at 11 px. */
export function codeWidth(text: string): number {
  return Math.min(text.length, 400) * 6.6;
}

/** Width that a card wants for its name and its count, between the least and the greatest, in steps of 8. */
export function cardWidth(name: string, folded: boolean): number {
  const wanted = 14 + 14 + 6 + nameWidth(name) + 14 + (folded ? 38 : 0);
  return Math.min(cardMaxWidth, Math.max(cardMinWidth, Math.ceil((wanted - 4) / 8) * 8 + 4));
}

/** A card is high where its pods carry two labels or more, used by a policy or not: editing a policy moves nothing. */
export function cardHeight(labels: number): number {
  return labels >= 2 ? cardHigh : cardLow;
}

export function pillWidth(title: string, detail: string): number {
  const words = Math.max(nameWidth(title) * 0.93, codeWidth(detail));
  return Math.min(220, Math.max(88, Math.ceil((words + 44) / 8) * 8));
}
