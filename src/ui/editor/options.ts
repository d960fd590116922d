import type { editor } from './monaco';

/** Texts longer than this get no colors, folding, lenses and shapes, so that typing in them stays quick. */
export const largeText = 2_000_000;

/** Space for the column of shapes: its width, its distance from the edge and a gap. */
export const shapesRoom = 142;

export const editorOptions: editor.IStandaloneEditorConstructionOptions = {
  accessibilitySupport: 'auto',
  acceptSuggestionOnCommitCharacter: false,
  // Enter behind a word that is whole already begins a new line.
  acceptSuggestionOnEnter: 'smart',
  autoIndent: 'full',
  automaticLayout: true,
  colorDecorators: false,
  dragAndDrop: false,
  dropIntoEditor: { enabled: false },
  find: { addExtraSpaceOnTop: false, seedSearchStringFromSelection: 'selection' },
  fixedOverflowWidgets: true,
  folding: true,
  // Beyond these Monaco folds the outer ones only; finding more takes long at every edit.
  foldingMaximumRegions: 1500,
  fontFamily: "'JetBrains Mono Variable', 'JetBrains Mono', ui-monospace, 'DejaVu Sans Mono', monospace",
  fontLigatures: false,
  fontSize: 13,
  glyphMargin: false,
  guides: { indentation: true, highlightActiveIndentation: true, bracketPairs: false },
  hideCursorInOverviewRuler: true,
  hover: { delay: 300 },
  lightbulb: {},
  lineDecorationsWidth: 5,
  lineHeight: 20,
  lineNumbersMinChars: 3,
  links: false,
  matchBrackets: 'near',
  maxTokenizationLineLength: 5000,
  minimap: { enabled: false },
  occurrencesHighlight: 'off',
  overviewRulerBorder: false,
  overviewRulerLanes: 0,
  padding: { top: 6, bottom: 80 },
  quickSuggestions: { other: true, strings: true, comments: false },
  renderFinalNewline: 'on',
  renderLineHighlight: 'none',
  renderWhitespace: 'none',
  revealHorizontalRightPadding: shapesRoom,
  roundedSelection: false,
  scrollBeyondLastLine: false,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  showFoldingControls: 'mouseover',
  stickyScroll: { enabled: false },
  suggest: {
    showWords: false,
    showStatusBar: false,
    preview: false,
    insertMode: 'replace',
    showIcons: false,
  },
  suggestLineHeight: 24,
  suggestFontSize: 12,
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false, nonBasicASCII: false },
  useShadowDOM: false,
  wordBasedSuggestions: 'off',
  wordWrap: 'off',
};
