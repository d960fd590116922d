import { lazy } from 'react';

// The parts that fill the frame. What the first picture does not need is loaded beside it.
export { CanvasPane } from '../canvas/CanvasPane';
export { CheckPath } from '../check-path/CheckPath';

export const EditorPane = lazy(async () => ({
  default: (await import('../editor/EditorPane')).EditorPane,
}));
export const MatrixPane = lazy(async () => ({
  default: (await import('../matrix/MatrixPane')).MatrixPane,
}));
export const WhyPanel = lazy(async () => ({ default: (await import('../panels/WhyPanel')).WhyPanel }));
export const ProblemsPanel = lazy(async () => ({
  default: (await import('../panels/ProblemsPanel')).ProblemsPanel,
}));
export const ExpectationsPanel = lazy(async () => ({
  default: (await import('../panels/ExpectationsPanel')).ExpectationsPanel,
}));

export const Inspector = lazy(async () => ({ default: (await import('../inspector/Inspector')).Inspector }));
export const StartScreen = lazy(async () => ({ default: (await import('./StartScreen')).StartScreen }));
export const EditorHints = lazy(async () => ({ default: (await import('./EditorHints')).EditorHints }));
