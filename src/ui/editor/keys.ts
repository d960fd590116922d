import { announce } from '../kit/announce';
import type { App } from '../app-context';
import { KeyCode, KeyMod, type editor } from './monaco';

/**
 * The editor's own keys: undo and redo are the workspace's, and after Escape the next Tab leaves the editor.
 */
export function bindKeys(app: App, view: editor.IStandaloneCodeEditor): () => void {
  const undo = () => {
    app.commands.undo();
  };
  const redo = () => {
    app.commands.redo();
  };
  view.addCommand(KeyMod.CtrlCmd | KeyCode.KeyZ, undo);
  view.addCommand(KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyZ, redo);
  view.addCommand(KeyMod.CtrlCmd | KeyCode.KeyY, redo);

  let leaving = false;
  const leave = (next: boolean) => {
    if (leaving === next) return;
    leaving = next;
    view.updateOptions({ tabFocusMode: next });
    if (next) announce('Tab leaves the editor.');
  };
  const listeners = [
    view.onKeyDown((event) => {
      if (event.keyCode === KeyCode.Escape) leave(true);
      else if (event.keyCode !== KeyCode.Tab && event.keyCode !== KeyCode.Shift) leave(false);
    }),
    view.onDidBlurEditorWidget(() => {
      leave(false);
    }),
  ];
  return () => {
    for (const listener of listeners) listener.dispose();
  };
}
