import { CniNote } from '../cni/CniNote';
import { DropZone } from '../files/DropZone';
import '../files/FileItems';
import { TooltipLayer } from '../kit/TooltipLayer';
import '../shell/ExportItems';
import { LiveRegion } from '../shell/LiveRegion';
import { ToastHost } from '../shell/ToastHost';
import '../shell/WorkspaceItems';

/** What is around the frame and shows nothing of itself: loaded right after the first picture, with the menus. */
export function Around() {
  return (
    <>
      <DropZone />
      <CniNote />
      <ToastHost />
      <LiveRegion />
      <TooltipLayer />
    </>
  );
}
