import { DropZone } from '../files/DropZone';
import { TooltipLayer } from '../kit/TooltipLayer';
import { LiveRegion } from '../shell/LiveRegion';
import { ToastHost } from '../shell/ToastHost';

/** What is around the frame and shows nothing of itself: loaded right after the first picture. */
export function Around() {
  return (
    <>
      <DropZone />
      <ToastHost />
      <LiveRegion />
      <TooltipLayer />
    </>
  );
}
