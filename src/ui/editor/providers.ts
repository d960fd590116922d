import type { CompletionItem, OutlineItem } from '../../language/types';
import type { App } from '../app-context';
import { languages, type CancellationToken, type editor, type IDisposable } from './monaco';
import type { Sheet, Sheets } from './sheets';
import { caughtUp } from './watch';
import { yamlLanguage } from './yaml-tokens';

const itemKinds = {
  field: languages.CompletionItemKind.Property,
  value: languages.CompletionItemKind.Value,
  label: languages.CompletionItemKind.Constant,
  name: languages.CompletionItemKind.Reference,
  port: languages.CompletionItemKind.Unit,
  snippet: languages.CompletionItemKind.Snippet,
} as const;

const symbolKinds = {
  namespace: languages.SymbolKind.Namespace,
  workload: languages.SymbolKind.Module,
  service: languages.SymbolKind.Interface,
  policy: languages.SymbolKind.Class,
  rule: languages.SymbolKind.Method,
  wanted: languages.SymbolKind.Event,
  other: languages.SymbolKind.Object,
} as const;

type Found<T> = {
  readonly sheet: Sheet;
  readonly answer: T;
  /** The text has changed since the question. */
  readonly isStale: boolean;
};

/** Lets Monaco ask the engine: completion, hover, outline and quick fixes. */
export function provideLanguage(
  app: App,
  view: editor.IStandaloneCodeEditor,
  sheets: Sheets,
): readonly IDisposable[] {
  /** Asks once the engine knows the text as it is; undefined where that is no longer wanted. */
  const askAnyway = async <T>(
    model: editor.ITextModel,
    token: CancellationToken,
    question: (sheet: Sheet) => Promise<T>,
  ): Promise<Found<T> | undefined> => {
    const sheet = sheets.of(model);
    if (sheet === undefined || !(await caughtUp(app, token)) || token.isCancellationRequested) {
      return undefined;
    }
    const { revision } = app.getState();
    const answer = await question(sheet).catch(() => undefined);
    if (answer === undefined || token.isCancellationRequested) return undefined;
    return { sheet, answer, isStale: app.getState().revision !== revision };
  };

  /** The same, but an answer about a text that has changed since is worth nothing. */
  const ask: typeof askAnyway = async (model, token, question) => {
    const found = await askAnyway(model, token, question);
    return found?.isStale === true ? undefined : found;
  };

  const fixCommand = view.addCommand(0, (_: unknown, apply: () => void) => {
    apply();
  });

  return [
    languages.registerCompletionItemProvider(yamlLanguage, {
      // No colon: who ends a key with Enter would take the first value instead. The last ones are of selectors
      // that are one text.
      triggerCharacters: [' ', '-', '{', '[', ',', '"', "'", '(', '=', '&', '|'],
      provideCompletionItems: async (model, position, _context, token) => {
        const asked = model.getVersionId();
        const found = await askAnyway(model, token, (sheet) =>
          app.engine.complete(sheet.file, sheet.link.offsetAt(position)),
        );
        if (found === undefined) return { suggestions: [] };
        const { sheet, answer } = found;
        // Who types on while the engine thinks narrows the proposals down: Monaco filters by what came after the
        // position, so nothing behind it may count as replaced.
        const isTyping = model.getVersionId() !== asked;
        const last = isTyping ? sheet.link.offsetAt(position) : Infinity;
        return {
          suggestions: answer.map((item, i) =>
            proposalOf(sheet, { ...item, end: Math.min(item.end, last) }, i, position.lineNumber),
          ),
        };
      },
    }),
    languages.registerHoverProvider(yamlLanguage, {
      provideHover: async (model, position, token) => {
        const found = await ask(model, token, (sheet) =>
          app.engine.hover(sheet.file, sheet.link.offsetAt(position)),
        );
        const hover = found?.answer;
        if (found === undefined || hover === undefined) return null;
        return {
          range: found.sheet.link.rangeOf(hover.start, hover.end),
          contents: hover.markdown.map((value) => ({ value, isTrusted: false, supportHtml: false })),
        };
      },
    }),
    languages.registerDocumentSymbolProvider(yamlLanguage, {
      provideDocumentSymbols: async (model, token) => {
        const found = await ask(model, token, (sheet) => app.engine.outline(sheet.file));
        return found === undefined ? [] : found.answer.map((item) => symbolOf(found.sheet, item));
      },
    }),
    languages.registerCodeActionProvider(yamlLanguage, {
      provideCodeActions: async (model, range, context, token) => {
        const found = await ask(model, token, ({ file, link }) =>
          app.engine.quickFixes(
            file,
            link.offsetAt({ lineNumber: range.startLineNumber, column: range.startColumn }),
            link.offsetAt({ lineNumber: range.endLineNumber, column: range.endColumn }),
          ),
        );
        const { revision } = app.getState();
        const actions = (found?.answer ?? []).map((fix): languages.CodeAction => ({
          title: fix.title,
          kind: 'quickfix',
          isPreferred: fix.preferred,
          diagnostics: context.markers.filter((marker) => marker.code === fix.code),
          // As a command of the workspace, so that a fix is one undo step of its own and may touch any file.
          command: {
            id: fixCommand ?? '',
            title: fix.title,
            arguments: [
              () => {
                if (app.getState().revision === revision) {
                  app.commands.change({ label: fix.title, edits: fix.edits });
                }
              },
            ],
          },
        }));
        return { actions, dispose: () => undefined };
      },
    }),
  ];
}

function proposalOf(
  sheet: Sheet,
  item: CompletionItem,
  order: number,
  line: number,
): languages.CompletionItem {
  const whole = sheet.link.rangeOf(item.start, item.end);
  // Monaco wants the replaced text on the caret's line.
  const range =
    whole.startLineNumber === line && whole.endLineNumber === line
      ? whole
      : { startLineNumber: line, endLineNumber: line, startColumn: 1, endColumn: 1 };
  return {
    label: item.detail === '' ? item.label : { label: item.label, description: item.detail },
    kind: itemKinds[item.kind],
    insertText: item.text,
    insertTextRules: languages.CompletionItemInsertTextRule.KeepWhitespace,
    filterText: item.label,
    sortText: String(order).padStart(6, '0'),
    range,
    ...(item.doc === '' ? {} : { documentation: { value: item.doc, isTrusted: false, supportHtml: false } }),
    ...(item.again === true
      ? { command: { id: 'editor.action.triggerSuggest', title: 'Propose again' } }
      : {}),
  };
}

function symbolOf(sheet: Sheet, item: OutlineItem): languages.DocumentSymbol {
  const range = sheet.link.rangeOf(item.start, item.end);
  const at = sheet.link.rangeOf(item.at.start, item.at.end);
  return {
    name: item.name,
    detail: item.detail,
    kind: symbolKinds[item.kind],
    tags: [],
    range,
    selectionRange: at,
    children: item.children.map((child) => symbolOf(sheet, child)),
  };
}
