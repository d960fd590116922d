import { CniNote } from '../cni/CniNote';
import { DropZone } from '../files/DropZone';
import '../files/FileItems';
import { loadKit } from '../kit/late-kit';
import { TooltipLayer } from '../kit/TooltipLayer';
import '../shell/CniItems';
import '../shell/ExportItems';
import { LiveRegion } from '../shell/LiveRegion';
import '../shell/ThemeItems';
import { ToastHost } from '../shell/ToastHost';
import '../shell/WorkspaceItems';

// Here at once, so that a menu never waits.
loadKit();

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
