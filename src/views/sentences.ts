/** A piece of a sentence. `name`: an object of the user's. `code`: a label, a CIDR, a piece of YAML. */
export type SentenceSpan = { readonly kind: 'text' | 'name' | 'code'; readonly text: string };

/** A sentence in pieces, so that names can be set apart from words whatever they contain. */
export type Sentence = readonly SentenceSpan[];

export function text(value: string): SentenceSpan {
  return { kind: 'text', text: value };
}

export function name(value: string): SentenceSpan {
  return { kind: 'name', text: value };
}

export function code(value: string): SentenceSpan {
  return { kind: 'code', text: value };
}

/** A sentence of pieces; plain strings are words, empty ones are left out, neighboring words become one piece. */
export function sentence(...pieces: readonly (string | SentenceSpan | Sentence)[]): Sentence {
  const spans: SentenceSpan[] = [];
  const add = (span: SentenceSpan) => {
    const last = spans.at(-1);
    if (span.kind === 'text' && span.text === '') return;
    if (span.kind === 'text' && last?.kind === 'text') spans[spans.length - 1] = text(last.text + span.text);
    else spans.push(span);
  };
  for (const piece of pieces) {
    if (typeof piece === 'string') add(text(piece));
    else if (isSentence(piece)) piece.forEach(add);
    else add(piece);
  }
  return spans;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly Sentence[], word: 'and' | 'or' = 'and'): Sentence {
  return sentence(
    ...items.flatMap((item, index) => {
      if (index === 0) return [item];
      return [index === items.length - 1 ? ` ${word} ` : ', ', item];
    }),
  );
}

/** As `listed`, but only the first `limit` items and how many more there are. */
export function listedUpTo(
  items: readonly Sentence[],
  limit: number,
  total: number = items.length,
  word: 'and' | 'or' = 'and',
): Sentence {
  if (total <= limit) return listed(items, word);
  const shown = items.slice(0, limit);
  return sentence(
    ...shown.flatMap((item, index) => (index === 0 ? [item] : [', ', item])),
    ` ${word} ${total - shown.length} more`,
  );
}

/** The sentence as plain text: what a screen reader says. */
export function spoken(words: Sentence): string {
  return words.map((span) => span.text).join('');
}

/** The sentence as plain text with names in backticks: what a terminal shows. */
export function plainText(words: Sentence): string {
  return words.map((span) => (span.kind === 'text' ? span.text : `\`${printableText(span.text)}\``)).join('');
}

/** A sentence from text in which names stand in backticks; an unpaired backtick is an ordinary character. */
export function fromBackticks(value: string): Sentence {
  const parts = value.split('`');
  const even = parts.length % 2 === 1;
  return sentence(
    ...parts.map((part, index) => {
      const paired = even || index < parts.length - 1;
      if (index % 2 === 1 && paired) return name(part);
      return index % 2 === 1 ? `\`${part}` : part;
    }),
  );
}

/** `1 rule`, `2 rules`. */
export function counted(count: number, one: string, many: string = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Control characters as escapes, so that a name cannot move a terminal's cursor. */
export function printableText(value: string): string {
  return value.replace(
    /\p{Cc}/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function isSentence(piece: SentenceSpan | Sentence): piece is Sentence {
  return Array.isArray(piece);
}
