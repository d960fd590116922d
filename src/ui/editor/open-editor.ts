import type { App } from '../app-context';
import { askAboutFile } from './answers';
import { followCaret, type CaretSelector } from './caret';
import { bindKeys } from './keys';
import { openLensZones } from './lens-zones';
import { showLitLines } from './lit-lines';
import { showMarkers } from './markers';
import { editor as monaco, type editor } from './monaco';
import { editorOptions } from './options';
import { provideLanguage } from './providers';
import { followReveals } from './reveal';
import { trackShapes, type ShapeTracker } from './shape-boxes';
import { showShapeGlyphs } from './shape-glyphs';
import { openSheets, type Sheet } from './sheets';
import { followTheme } from './theme';
import { watch } from './watch';
import { registerYaml } from './yaml-tokens';

/** What an editor tells the pane around it. */
export type EditorNews = {
  readonly onShow: (sheet: Sheet | undefined) => void;
  readonly onAnswer: () => void;
  readonly onSelector: (found: CaretSelector | undefined) => void;
};

export type OpenEditor = {
  readonly view: editor.IStandaloneCodeEditor;
  readonly shapes: ShapeTracker;
  /** The shapes in the margin, for where their column has no room. */
  readonly glyphs: ReturnType<typeof showShapeGlyphs>;
  readonly dispose: () => void;
};

/** Makes an editor in an element and ties it to the workspace and the engine. The order matters: colors first. */
export function openEditor(app: App, host: HTMLElement, news: EditorNews): OpenEditor {
  registerYaml();
  const stopTheme = followTheme();
  const view = monaco.create(host, { ...editorOptions, model: null });
  const sheets = openSheets(app, view);
  const lenses = openLensZones(app, view);
  const shapes = trackShapes(view);
  const stops = [
    sheets.onShow(news.onShow),
    showMarkers(app, sheets),
    showLitLines(app, view, sheets),
    askAboutFile(app, sheets, (answers) => {
      lenses.take(answers);
      shapes.take(answers);
      news.onAnswer();
    }),
    followCaret(app, view, sheets, news.onSelector),
    followReveals(app, view, sheets),
    bindKeys(app, view),
    watch(
      app,
      (state) => state.role,
      (role) => {
        view.updateOptions({
          readOnly: role === 'follower',
          readOnlyMessage: { value: 'Another tab is writing in this workspace; this one follows it.' },
        });
      },
    ),
  ];
  const providers = provideLanguage(app, view, sheets);
  // The text's font may arrive after the first measurement; the icons' one would else be asked for with the first icon.
  void document.fonts.load('16px codicon');
  void document.fonts.ready.then(() => {
    monaco.remeasureFonts();
  });
  window.addEventListener('unhandledrejection', hushCancellation);
  return {
    view,
    shapes,
    glyphs: showShapeGlyphs(view, shapes),
    dispose: () => {
      for (const stop of stops) stop();
      for (const provider of providers) provider.dispose();
      lenses.dispose();
      sheets.dispose();
      view.dispose();
      stopTheme();
      // What Monaco cancels as it goes is rejected a little later.
      setTimeout(() => {
        window.removeEventListener('unhandledrejection', hushCancellation);
      }, 1000);
    },
  };
}

/** Monaco leaves promises that it cancels itself without anybody to catch them. */
function hushCancellation(event: PromiseRejectionEvent): void {
  if (event.reason instanceof Error && event.reason.name === 'Canceled') event.preventDefault();
}
