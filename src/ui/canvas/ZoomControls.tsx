import { useStore } from '@xyflow/react';
import { Map as MapIcon, Maximize, Minus, Plus } from 'lucide-react';
import type { GraphView } from '../../views/graph-types';
import { IconButton } from '../kit/IconButton';
import { Toolbar } from '../kit/Toolbar';
import type { Camera } from './camera';
import type { MinimapState } from './use-minimap';
import styles from './ZoomControls.module.css';

export function ZoomControls({
  camera,
  view,
  minimap,
}: {
  readonly camera: Camera;
  readonly view: GraphView;
  readonly minimap: MinimapState;
}) {
  const percent = useStore((state) => Math.round(state.transform[2] * 100));
  return (
    <Toolbar label="Zoom" className={styles.zoom}>
      <IconButton
        size="s"
        label="Zoom out"
        keys="-"
        icon={<Minus size={14} />}
        onClick={() => camera.zoomBy(1 / 1.25)}
      />
      <button
        type="button"
        className={styles.percent}
        data-tip="Zoom to 100 %"
        data-tip-keys="1"
        aria-label={`Zoom ${percent} %, set to 100 %`}
        onClick={() => camera.zoomTo(1)}
      >
        {percent} %
      </button>
      <IconButton
        size="s"
        label="Zoom in"
        keys="+"
        icon={<Plus size={14} />}
        onClick={() => camera.zoomBy(1.25)}
      />
      <IconButton
        size="s"
        label="Fit everything"
        keys="0"
        icon={<Maximize size={14} />}
        onClick={() => camera.fit(view)}
      />
      <IconButton
        size="s"
        label={minimap.shown ? 'Hide the mini-map' : 'Show the mini-map'}
        aria-pressed={minimap.shown}
        icon={<MapIcon size={14} />}
        onClick={minimap.toggle}
      />
    </Toolbar>
  );
}
