import { Fragment, useEffect, useState } from 'react';
import type { editor } from './monaco';
import type { Box, BoxGroup, ShapeTracker } from './shape-boxes';
import styles from './ShapesColumn.module.css';

/** Boxes at least this high show a title above the selector. */
const roomForTwo = 38;

/** Peers beside their YAML: boxes joined by “or” are several peers, a box divided by “and” is one. */
export function ShapesColumn({
  view,
  tracker,
  answered,
}: {
  readonly view: editor.IStandaloneCodeEditor;
  readonly tracker: ShapeTracker;
  /** Changes whenever the tracker holds other shapes. */
  readonly answered: number;
}) {
  const groups = useBoxes(view, tracker, answered);
  if (groups.length === 0) return null;
  return (
    <div className={styles.column} role="group" aria-label="Peers of the rules">
      {groups.map((group) => (
        <Group key={group.key} boxes={group.boxes} />
      ))}
    </div>
  );
}

function Group({ boxes }: { readonly boxes: readonly Box[] }) {
  const [first, last] = [boxes[0], boxes.at(-1)];
  if (first === undefined || last === undefined) return null;
  const from = first.top + first.height / 2;
  return (
    <>
      {boxes.length > 1 ? (
        <span className={styles.bracket} style={{ top: from, height: last.top + last.height / 2 - from }} />
      ) : null}
      {boxes.map((box, i) => (
        <Fragment key={box.key}>
          {i > 0 ? (
            <span className={styles.operator} style={{ top: box.top - 1 }}>
              or
            </span>
          ) : null}
          <Peer box={box} />
        </Fragment>
      ))}
    </>
  );
}

function Peer({ box }: { readonly box: Box }) {
  const inset = box.height >= roomForTwo ? 2 : 1;
  const parts = box.parts.map((part, i) => ({
    ...part,
    height: (box.parts[i + 1]?.top ?? box.top + box.height) - part.top,
  }));
  /** What the box's inset and border take from the first and the last part. */
  const edges = (i: number) => ((i === 0 ? 1 : 0) + (i === parts.length - 1 ? 1 : 0)) * (inset + 1);
  const tight = parts.some((part) => part.height < roomForTwo);
  return (
    <>
      <div className={styles.peer} style={{ top: box.top + inset, height: box.height - 2 * inset }}>
        {parts.map((part, i) => (
          <div
            key={i}
            className={part.height < roomForTwo ? styles.tight : styles.part}
            style={{ height: part.height > 0 ? part.height - edges(i) : 'auto' }}
          >
            <em>{part.title}</em>{' '}
            {part.text === '' ? null : (
              <code style={{ WebkitLineClamp: Math.max(1, Math.floor((part.height - 20) / 16)) }}>
                {part.text}
              </code>
            )}
          </div>
        ))}
      </div>
      {parts.slice(1).map((part, i) =>
        part.height > 0 && !tight ? (
          <span key={i} className={styles.operator} style={{ top: part.top }}>
            and
          </span>
        ) : null,
      )}
    </>
  );
}

/** The boxes around what is visible, moved with every scroll, edit, fold and lens. */
function useBoxes(
  view: editor.IStandaloneCodeEditor,
  tracker: ShapeTracker,
  answered: number,
): readonly BoxGroup[] {
  const [groups, setGroups] = useState<readonly BoxGroup[]>([]);
  useEffect(() => {
    let frame = 0;
    const measure = () => {
      frame = 0;
      const ranges = view.getVisibleRanges();
      const scroll = view.getScrollTop();
      const found = tracker.boxes(ranges[0]?.startLineNumber ?? 1, ranges.at(-1)?.endLineNumber ?? 1);
      setGroups(found.map((group) => shifted(group, -scroll)));
    };
    const later = () => {
      if (frame === 0) frame = requestAnimationFrame(measure);
    };
    later();
    const listeners = [
      view.onDidScrollChange(later),
      view.onDidLayoutChange(later),
      view.onDidContentSizeChange(later),
      view.onDidChangeModelContent(later),
      view.onDidChangeHiddenAreas(later),
    ];
    return () => {
      cancelAnimationFrame(frame);
      for (const listener of listeners) listener.dispose();
    };
  }, [view, tracker, answered]);
  return groups;
}

function shifted(group: BoxGroup, by: number): BoxGroup {
  return {
    ...group,
    boxes: group.boxes.map((box) => ({
      ...box,
      top: box.top + by,
      parts: box.parts.map((part) => ({ ...part, top: part.top + by })),
    })),
  };
}
