import { languages } from './monaco';
import { firstLine, tokenizeLine, type LineState } from './yaml-line';

/** The language id of every model. */
export const yamlLanguage = 'yaml';

class State implements languages.IState {
  readonly line: LineState;
  constructor(line: LineState) {
    this.line = line;
  }
  clone(): State {
    return this;
  }
  equals(other: languages.IState): boolean {
    if (!(other instanceof State)) return false;
    const [a, b] = [this.line, other.line];
    return a.depth === b.depth && a.quote === b.quote && a.block === b.block;
  }
}

const configuration: languages.LanguageConfiguration = {
  comments: { lineComment: '#' },
  brackets: [
    ['{', '}'],
    ['[', ']'],
  ],
  autoClosingPairs: [
    { open: '{', close: '}' },
    { open: '[', close: ']' },
    { open: '"', close: '"', notIn: ['string', 'comment'] },
    { open: "'", close: "'", notIn: ['string', 'comment'] },
  ],
  surroundingPairs: [
    { open: '{', close: '}' },
    { open: '[', close: ']' },
    { open: '"', close: '"' },
    { open: "'", close: "'" },
  ],
  folding: { offSide: true },
  // A label or a name with dots, dashes and slashes is one word.
  wordPattern: /[^\s:,[\]{}"'#|>]+/,
  onEnterRules: [
    { beforeText: /:\s*(?:[|>][-+\d]*)?\s*$/, action: { indentAction: languages.IndentAction.Indent } },
  ],
};

let known = false;

/** Teaches Monaco the language, once. */
export function registerYaml(): void {
  if (known) return;
  known = true;
  languages.register({ id: yamlLanguage, extensions: ['.yaml', '.yml'], aliases: ['YAML'] });
  languages.setLanguageConfiguration(yamlLanguage, configuration);
  languages.setTokensProvider(yamlLanguage, {
    getInitialState: () => new State(firstLine),
    tokenize: (line, state) => {
      const { tokens, state: end } = tokenizeLine(line, state instanceof State ? state.line : firstLine);
      return {
        tokens: tokens.map((token) => ({ startIndex: token.start, scopes: token.kind })),
        endState: new State(end),
      };
    },
  });
}
