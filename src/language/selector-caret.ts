/**
 * What may stand next in a selector of Calico's language that is being written: an operand (label, `has(`, `all()`, …),
 * the label in `has(`, an operator, a value of a label, what goes on after a value in braces, or a connective.
 */
export type SelectorCaret = {
  readonly wants: 'operand' | 'label' | 'operator' | 'value' | 'next value' | 'connective';
  /** The label that a value is asked for. */
  readonly label: string;
  /** What is written of it so far. */
  readonly begun: string;
  /** The quote that is open around a value; undefined where none is yet. */
  readonly quote: '"' | "'" | undefined;
};

type Piece = {
  readonly kind: 'word' | 'text' | 'sign';
  readonly text: string;
  /** Of texts: the quote, where it was not closed. */
  readonly open?: '"' | "'";
  readonly end: number;
};

const word = /[A-Za-z0-9_./-]+/y;
const signs = ['==', '!=', '&&', '||', '(', ')', '{', '}', ',', '!', '=', '&', '|'] as const;

/** Looks at a selector up to the caret; undefined where nothing sensible can follow. */
export function selectorCaret(before: string): SelectorCaret | undefined {
  const pieces = piecesOf(before);
  const last = pieces.at(-1);
  const unfinished = last !== undefined && (last.open !== undefined || touches(last, before));
  const done = unfinished ? pieces.slice(0, -1) : pieces;
  const state = stateAfter(done);
  if (state === undefined) return undefined;
  const label = state.wants === 'operator' ? done.findLast(({ text }) => text === state.label) : undefined;
  // Operators may be of several words.
  const begun = label === undefined ? (unfinished ? last.text : '') : before.slice(label.end).trimStart();
  if (last?.open !== undefined) {
    return state.wants === 'value' ? { ...state, begun, quote: last.open } : undefined;
  }
  return { ...state, begun, quote: undefined };
}

/** The caret stands at the end of a word: it may go on. */
function touches(piece: Piece, before: string): boolean {
  return piece.kind === 'word' && piece.end === before.length;
}

function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (/\s/.test(char)) {
      at += 1;
      continue;
    }
    if (char === '"' || char === "'") {
      const close = text.indexOf(char, at + 1);
      const end = close === -1 ? text.length : close + 1;
      const inner = text.slice(at + 1, close === -1 ? end : close);
      pieces.push({ kind: 'text', text: inner, end, ...(close === -1 ? { open: char } : {}) });
      at = end;
      continue;
    }
    word.lastIndex = at;
    const found = word.exec(text)?.[0] ?? signs.find((sign) => text.startsWith(sign, at));
    const isWord = word.lastIndex > at;
    const piece = found ?? char;
    at += piece.length;
    pieces.push({ kind: isWord ? 'word' : 'sign', text: piece, end: at });
  }
  return pieces;
}

type State = Pick<SelectorCaret, 'wants' | 'label'>;

const comparisons: ReadonlySet<string> = new Set(['==', '!=', 'contains', 'with']);

function stateAfter(pieces: readonly Piece[]): State | undefined {
  let state: State = { wants: 'operand', label: '' };
  let inBraces = false;
  for (const [i, { kind, text }] of pieces.entries()) {
    const { label } = state;
    switch (state.wants) {
      case 'operand':
        if (kind === 'word' && (text === 'all' || text === 'global') && pieces[i + 1]?.text === '(') {
          state = { wants: 'connective', label: '' };
        } else if (kind === 'word' && text === 'has' && pieces[i + 1]?.text === '(') {
          state = { wants: 'label', label: '' };
        } else if (kind === 'word') state = { wants: 'operator', label: text };
        else if (text !== '!' && text !== '(') return undefined;
        break;
      case 'label':
        if (kind === 'word') state = { wants: 'connective', label: '' };
        else if (text !== '(') return undefined;
        break;
      case 'operator':
        if (comparisons.has(text)) state = { wants: 'value', label };
        else if (text === '{') {
          inBraces = true;
          state = { wants: 'value', label };
        } else if (kind !== 'word') return undefined;
        break;
      case 'value':
        if (kind === 'text') {
          state = inBraces ? { wants: 'next value', label } : { wants: 'connective', label: '' };
        } else if (text === '}') {
          inBraces = false;
          state = { wants: 'connective', label: '' };
        } else return undefined;
        break;
      case 'next value':
        if (text === ',') state = { wants: 'value', label };
        else if (text === '}') {
          inBraces = false;
          state = { wants: 'connective', label: '' };
        } else return undefined;
        break;
      case 'connective':
        if (text === '&&' || text === '||') state = { wants: 'operand', label: '' };
        else if (text !== ')' && text !== '(') return undefined;
        break;
    }
  }
  return state;
}
