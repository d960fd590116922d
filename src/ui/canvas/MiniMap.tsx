import { useStore } from '@xyflow/react';
import { memo, useMemo, type PointerEvent } from 'react';
import type { GraphView } from '../../views/graph-types';
import type { Camera } from './camera';
import styles from './ZoomControls.module.css';

const width = 132;
const height = 84;

/** The whole picture small, with the part that is seen; a press or drag moves there. */
export function MiniMap({ view, camera }: { readonly view: GraphView; readonly camera: Camera }) {
  const { bounds } = view;
  const scale = Math.min(
    (width - 16) / Math.max(1, bounds.width),
    (height - 16) / Math.max(1, bounds.height),
  );
  const left = (width - bounds.width * scale) / 2 - bounds.x * scale;
  const top = (height - bounds.height * scale) / 2 - bounds.y * scale;
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    const { zoom } = camera.view();
    const room = camera.room();
    camera.moveTo({
      zoom,
      x: room.width / 2 - ((event.clientX - box.left - left) / scale) * zoom,
      y: room.height / 2 - ((event.clientY - box.top - top) / scale) * zoom,
    });
  };
  return (
    <div
      className={styles.minimap}
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        move(event);
      }}
      onPointerMove={move}
    >
      <svg width={width} height={height}>
        <g transform={`translate(${left} ${top}) scale(${scale})`}>
          <Shapes view={view} />
        </g>
        <Seen left={left} top={top} scale={scale} />
      </svg>
    </div>
  );
}

const Shapes = memo(function Shapes({ view }: { readonly view: GraphView }) {
  const paths = useMemo(() => {
    const text = { box: '', card: '' };
    for (const { kind, rect } of view.nodes) {
      const piece = `M${rect.x} ${rect.y}h${rect.width}v${rect.height}h${-rect.width}Z`;
      if (kind === 'namespace') text.box += piece;
      else text.card += piece;
    }
    return text;
  }, [view]);
  return (
    <>
      <path className={styles.box} d={paths.box} />
      <path className={styles.card} d={paths.card} />
    </>
  );
});

function Seen({ left, top, scale }: { readonly left: number; readonly top: number; readonly scale: number }) {
  const [x, y, zoom] = useStore((state) => state.transform);
  const across = useStore((state) => state.width);
  const down = useStore((state) => state.height);
  const start = { x: left + (-x / zoom) * scale, y: top + (-y / zoom) * scale };
  const end = { x: start.x + (across / zoom) * scale, y: start.y + (down / zoom) * scale };
  const from = { x: Math.max(1, start.x), y: Math.max(1, start.y) };
  return (
    <rect
      className={styles.window}
      x={from.x}
      y={from.y}
      width={Math.max(4, Math.min(width - 1, end.x) - from.x)}
      height={Math.max(4, Math.min(height - 1, end.y) - from.y)}
      rx="3"
    />
  );
}
