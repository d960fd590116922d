import { useStoreApi } from '@xyflow/react';
import { useEffect, type RefObject } from 'react';
import { setPicture } from './picture-state';
import { zoomLevel } from './zoom-level';

/**
 * Tells the style sheets how near the camera is (`data-level`, `--zoom`), and the picture when namespaces are to be
 * drawn as boxes. Done beside React: zooming draws no component anew.
 */
export function useZoomLevel(frame: RefObject<HTMLElement | null>): void {
  const store = useStoreApi();
  useEffect(() => {
    let last = -1;
    const follow = () => {
      const zoom = store.getState().transform[2];
      const element = frame.current;
      if (zoom === last || element === null) return;
      last = zoom;
      const level = zoomLevel(zoom);
      element.setAttribute('data-level', level);
      // Read by style sheets only below full size; elsewhere nothing needs to be styled anew.
      if (level !== 'all') element.style.setProperty('--zoom', zoom.toFixed(3));
      setPicture({ detail: level === 'overview' ? 'overview' : 'full' });
    };
    follow();
    return store.subscribe(follow);
  }, [store, frame]);
}
