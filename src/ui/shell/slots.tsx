import { lazy } from 'react';
import { loadPacker } from '../../workspace/zip';

// The parts that fill the frame. What the first picture does not need is loaded beside it.
export { CanvasPane } from '../canvas/CanvasPane';
export { CheckPath } from '../check-path/CheckPath';

const loads = {
  editor: () => import('../editor/EditorPane'),
  matrix: () => import('../matrix/MatrixPane'),
  why: () => import('../panels/WhyPanel'),
  problems: () => import('../panels/ProblemsPanel'),
  expectations: () => import('../panels/ExpectationsPanel'),
  inspector: () => import('../inspector/Inspector'),
  start: () => import('./StartScreen'),
  hints: () => import('./EditorHints'),
};

export const EditorPane = lazy(async () => ({ default: (await loads.editor()).EditorPane }));
export const MatrixPane = lazy(async () => ({ default: (await loads.matrix()).MatrixPane }));
export const WhyPanel = lazy(async () => ({ default: (await loads.why()).WhyPanel }));
export const ProblemsPanel = lazy(async () => ({ default: (await loads.problems()).ProblemsPanel }));
export const ExpectationsPanel = lazy(async () => ({
  default: (await loads.expectations()).ExpectationsPanel,
}));
export const Inspector = lazy(async () => ({ default: (await loads.inspector()).Inspector }));
export const StartScreen = lazy(async () => ({ default: (await loads.start()).StartScreen }));
export const EditorHints = lazy(async () => ({ default: (await loads.hints()).EditorHints }));

/**
 * Fetches everything that has not been needed so far, one after the other: nothing is requested later, and what is
 * opened is there at once.
 */
export async function loadAllParts(): Promise<void> {
  const { loadPalette } = await import('../dialogs/Dialogs');
  const others = [
    loadPalette,
    () => import('../../workspace/policies-of'),
    () => import('../../workspace/read-incoming'),
    loadPacker,
  ];
  for (const load of [...Object.values(loads), ...others]) {
    // What cannot be fetched now says so when it is needed.
    await load().catch(() => undefined);
  }
}
