// The parts of Monaco that a YAML editor needs; the rest (other languages, diff, rename, …) stays out of the bundle.
// Entries under `features/` do not bring all they need: suggest and caret moves are registered one by one.
import 'monaco-editor/features/anchorSelect/register';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codeAction/register';
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/documentSymbols/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/gotoLine/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/lineSelection/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/longLinesHelper/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/quickOutline/register';
import 'monaco-editor/features/readOnlyMessage/register';
import 'monaco-editor/features/smartSelect/register';
import 'monaco-editor/features/snippet/register';
import 'monaco-editor/features/wordHighlighter/register';
import 'monaco-editor/features/wordOperations/register';
import 'monaco-editor/editor/browser/coreCommands';
import 'monaco-editor/editor/contrib/caretOperations/browser/caretOperations';
import 'monaco-editor/editor/contrib/suggest/browser/suggestController';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';

export {
  KeyCode,
  KeyMod,
  MarkerSeverity,
  Range,
  Selection,
  Uri,
  editor,
  languages,
} from 'monaco-editor/editor';
import { editor } from 'monaco-editor/editor';

export const { TrackedRangeStickiness } = editor;
export type { IDisposable, IPosition, IRange, Position, CancellationToken } from 'monaco-editor/editor';

/** Monaco asks for its worker only for features that are not among those above; it must still find one. */
self.MonacoEnvironment = { getWorker: () => new EditorWorker() };
