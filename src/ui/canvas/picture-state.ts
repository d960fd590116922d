import { useSyncExternalStore } from 'react';
import type { Meaning, PathRef } from '../../analysis/types';
import type { GraphRequest } from '../../views/graph-types';

/** How the picture is looked at in this sitting: what no workspace keeps. */
export type PictureState = {
  /** Meanings that the legend shows. */
  readonly meanings: readonly Meaning[];
  readonly hiddenNamespaces: readonly string[];
  readonly detail: GraphRequest['detail'];
  /** Id of the bundle whose paths are listed. */
  readonly openBundle: string | undefined;
  /** Counts requests to arrange everything anew. */
  readonly arranged: number;
  /** An edge that is being drawn or closed stands in for the selection. A drawn one has no port yet. */
  readonly draft: PathRef | undefined;
};

export const allMeanings: readonly Meaning[] = [
  'works',
  'blocked',
  'unwanted',
  'admitted',
  'depends',
  'unguarded',
];

const start: PictureState = {
  meanings: allMeanings.filter((meaning) => meaning !== 'unguarded'),
  hiddenNamespaces: [],
  detail: 'full',
  openBundle: undefined,
  arranged: 0,
  draft: undefined,
};

let state = start;
const listeners = new Set<() => void>();

export function pictureState(): PictureState {
  return state;
}

export function setPicture(part: Partial<PictureState>): void {
  const changed = (Object.keys(part) as (keyof PictureState)[]).some((key) => state[key] !== part[key]);
  if (!changed) return;
  state = { ...state, ...part };
  for (const listener of listeners) listener();
}

/** For another workspace: everything as at the start. */
export function resetPicture(): void {
  setPicture({ ...start, detail: state.detail, arranged: state.arranged });
}

/** Arranges everything anew; what was dragged is forgotten by the workspace's own command. */
export function arrangeAnew(): void {
  setPicture({ arranged: state.arranged + 1 });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePicture<T>(select: (state: PictureState) => T): T {
  return useSyncExternalStore(subscribe, () => select(state));
}
