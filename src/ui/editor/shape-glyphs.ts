import type { Shape } from '../../language/types';
import styles from './decorations.module.css';
import type { editor } from './monaco';
import type { ShapeTracker } from './shape-boxes';

/** Where the column has no room: a glyph in the margin at each rule, with its peers in words under the pointer. */
export function showShapeGlyphs(
  view: editor.IStandaloneCodeEditor,
  tracker: ShapeTracker,
): { readonly update: (shown: boolean) => void } {
  const glyphs = view.createDecorationsCollection();
  return {
    update: (shown) => {
      view.updateOptions({ glyphMargin: shown });
      glyphs.set(
        shown
          ? tracker.lines().map(({ shape, line }) => ({
              range: { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 },
              options: {
                glyphMarginClassName: styles.shapeGlyph ?? null,
                glyphMarginHoverMessage: { value: inWords(shape), isTrusted: false, supportHtml: false },
              },
            }))
          : [],
      );
    },
  };
}

function inWords(shape: Shape): string {
  return shape.peers
    .map((peer) =>
      peer.parts
        .map((part) => (part.text === '' ? part.title : `${part.title} ${asCode(part.text)}`))
        .join(' **and** '),
    )
    .join('\n\n**or**\n\n');
}

function asCode(text: string): string {
  return `\`${text.replaceAll('`', 'ˋ').replaceAll(/\s+/g, ' ')}\``;
}
