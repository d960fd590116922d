import { lazy } from 'react';
import type { ComponentType } from 'react';

const found = import.meta.glob<Readonly<Record<string, ComponentType<never>>>>([
  '../canvas/CanvasPane.tsx',
  '../editor/EditorPane.tsx',
  '../matrix/MatrixPane.tsx',
  '../panels/WhyPanel.tsx',
  '../panels/ProblemsPanel.tsx',
  '../panels/ExpectationsPanel.tsx',
  '../inspector/Inspector.tsx',
  '../check-path/CheckPath.tsx',
]);

function slot<Props = object>(path: string, name: string): ComponentType<Props> {
  return lazy(async () => {
    const part = (await found[path]?.())?.[name];
    return { default: (part ?? (() => null)) as ComponentType<Props> };
  });
}

export const CanvasPane = slot('../canvas/CanvasPane.tsx', 'CanvasPane');
export const EditorPane = slot('../editor/EditorPane.tsx', 'EditorPane');
export const MatrixPane = slot('../matrix/MatrixPane.tsx', 'MatrixPane');
export const WhyPanel = slot('../panels/WhyPanel.tsx', 'WhyPanel');
export const ProblemsPanel = slot('../panels/ProblemsPanel.tsx', 'ProblemsPanel');
export const ExpectationsPanel = slot('../panels/ExpectationsPanel.tsx', 'ExpectationsPanel');
export const Inspector = slot('../inspector/Inspector.tsx', 'Inspector');
export const CheckPath = slot<{ readonly compact: boolean }>('../check-path/CheckPath.tsx', 'CheckPath');
