import { useStore } from '@xyflow/react';
import { Map as MapIcon, Maximize, Minus, Plus } from 'lucide-react';
import type { GraphView } from '../../views/graph-types';
import { useCommands, useWorkspace } from '../app-context';
import { IconButton } from '../kit/IconButton';
import { Toolbar } from '../kit/Toolbar';
import type { Camera } from './camera';
import styles from './ZoomControls.module.css';

export function ZoomControls({ camera, view }: { readonly camera: Camera; readonly view: GraphView }) {
  const { prefer } = useCommands();
  const minimap = useWorkspace((state) => state.preferences.minimap);
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
        label={minimap ? 'Hide the mini-map' : 'Show the mini-map'}
        aria-pressed={minimap}
        icon={<MapIcon size={14} />}
        onClick={() => prefer({ minimap: !minimap })}
      />
    </Toolbar>
  );
}
