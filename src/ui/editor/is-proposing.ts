import type { editor } from './monaco';

/** Whether the list of proposals is open: Escape is then meant for it. */
export function isProposing(view: editor.IStandaloneCodeEditor): boolean {
  return view.getContainerDomNode().ownerDocument.querySelector('.suggest-widget.visible') !== null;
}
