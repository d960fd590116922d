import type { App } from '../app-context';
import { minimalEdits } from './minimal-edits';
import { editor as monaco, Uri, type editor } from './monaco';
import { largeText } from './options';
import { linkText, type TextLink } from './text-link';
import { watch } from './watch';
import { yamlLanguage } from './yaml-tokens';

/** A file as the editor holds it. */
export type Sheet = {
  readonly file: string;
  readonly model: editor.ITextModel;
  readonly link: TextLink;
  /** Too large for colors, folding, lenses and shapes. */
  readonly isLarge: () => boolean;
};

/** Caret and scroll position of every file that was shown in this sitting; panes come and go. */
const viewStates = new Map<string, editor.ICodeEditorViewState>();

export type Sheets = {
  /** The one that is shown. */
  readonly current: () => Sheet | undefined;
  readonly of: (model: editor.ITextModel) => Sheet | undefined;
  /** Runs after another file is shown, and at once if one is. */
  readonly onShow: (listener: (sheet: Sheet | undefined) => void) => () => void;
  readonly dispose: () => void;
};

/**
 * Shows the workspace's active file in an editor: one model for each file that was shown, with its caret and scroll
 * position. What is typed goes to the workspace; what changes elsewhere comes back as the smallest edits.
 */
export function openSheets(app: App, view: editor.IStandaloneCodeEditor): Sheets {
  const sheets = new Map<string, Sheet & { readonly dispose: () => void }>();
  const listeners = new Set<(sheet: Sheet | undefined) => void>();
  let shown: Sheet | undefined;
  /** The change under way comes from the workspace and must not go back to it. */
  let taking = false;

  const tell = (): void => {
    for (const listener of listeners) listener(shown);
  };

  /** Turns off what takes too long for the length that a text has now, and on again. */
  const fit = (model: editor.ITextModel): void => {
    const language = isLarge(model) ? 'plaintext' : yamlLanguage;
    if (model.getLanguageId() !== language) {
      monaco.setModelLanguage(model, language);
    }
    if (model !== shown?.model) return;
    view.updateOptions({ folding: !isLarge(model) });
  };

  const make = (file: string, text: string): Sheet => {
    const language = text.length > largeText ? 'plaintext' : yamlLanguage;
    const model = monaco.createModel(text, language, Uri.from({ scheme: 'workspace', path: `/${file}` }));
    model.updateOptions({
      tabSize: 2,
      insertSpaces: true,
      bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
    });
    const link = linkText(model, text);
    const typing = model.onDidChangeContent((event) => {
      if (!taking) app.commands.type(file, link.typed(event.changes));
      const was = model.getLanguageId();
      fit(model);
      if (was !== model.getLanguageId()) tell();
    });
    const sheet = {
      file,
      model,
      link,
      isLarge: () => isLarge(model),
      dispose: () => {
        typing.dispose();
        model.dispose();
      },
    };
    sheets.set(file, sheet);
    return sheet;
  };

  const take = (sheet: Sheet, text: string): void => {
    if (sheet.link.text() === text) return;
    const edits = minimalEdits(sheet.link.text(), text).map((edit) => ({
      range: sheet.link.rangeOf(edit.start, edit.end),
      text: edit.text,
      forceMoveMarkers: true,
    }));
    taking = true;
    try {
      sheet.model.pushEditOperations([], edits, () => null);
      sheet.link.reset(text);
    } finally {
      taking = false;
    }
    const [first] = edits;
    if (sheet === shown && first !== undefined && view.hasTextFocus()) {
      view.revealLineInCenterIfOutsideViewport(first.range.startLineNumber);
    }
  };

  const keepView = (): void => {
    const state = shown && view.saveViewState();
    if (shown !== undefined && state) viewStates.set(shown.file, state);
  };

  const show = (file: string | undefined): void => {
    keepView();
    const text = app.getState().files.find((one) => one.id === file)?.text;
    shown = file === undefined || text === undefined ? undefined : (sheets.get(file) ?? make(file, text));
    if (shown !== undefined && text !== undefined) take(shown, text);
    view.setModel(shown?.model ?? null);
    if (shown !== undefined) fit(shown.model);
    const state = shown && viewStates.get(shown.file);
    if (state !== undefined) view.restoreViewState(state);
    tell();
  };

  const stops = [
    watch(
      app,
      (state) => state.files,
      (files) => {
        const known = new Map(files.map((file) => [file.id, file.text]));
        if (shown !== undefined && !known.has(shown.file)) show(app.getState().activeFile);
        for (const sheet of [...sheets.values()]) {
          const text = known.get(sheet.file);
          if (text !== undefined) {
            take(sheet, text);
          } else {
            sheet.dispose();
            sheets.delete(sheet.file);
          }
        }
      },
    ),
    watch(app, (state) => state.activeFile, show),
  ];

  return {
    current: () => shown,
    of: (model) => [...sheets.values()].find((sheet) => sheet.model === model),
    onShow: (listener) => {
      listeners.add(listener);
      listener(shown);
      return () => listeners.delete(listener);
    },
    dispose: () => {
      for (const stop of stops) stop();
      listeners.clear();
      keepView();
      view.setModel(null);
      for (const sheet of sheets.values()) sheet.dispose();
      sheets.clear();
    },
  };
}

function isLarge(model: editor.ITextModel): boolean {
  return model.getValueLength() > largeText;
}
