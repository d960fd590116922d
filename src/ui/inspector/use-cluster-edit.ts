import { useState } from 'react';
import type { ClusterEdit } from '../../authoring/types';
import { useApp, useWorkspace } from '../app-context';
import { applyStep } from '../patch/apply-candidate';

/** Carries out edits of cluster documents, each as one undo step. */
export type ClusterEdits = {
  /** Why the last edit could not be made; empty after one that could. */
  readonly problem: string;
  /** This tab may only read. */
  readonly locked: boolean;
  /** Says why something that was typed is no edit. */
  readonly refuse: (reason: string) => void;
  readonly run: (edit: ClusterEdit, done?: () => void) => void;
};

export function useClusterEdit(): ClusterEdits {
  const { engine, commands } = useApp();
  const locked = useWorkspace((state) => state.role === 'follower');
  const [problem, setProblem] = useState('');
  const run = (edit: ClusterEdit, done?: () => void) => {
    engine.clusterEdit(edit).then(
      (result) => {
        if (!result.ok) {
          setProblem(result.reason);
          return;
        }
        setProblem('');
        if (applyStep(commands, result)) done?.();
      },
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    );
  };
  return { problem, locked, refuse: setProblem, run };
}
