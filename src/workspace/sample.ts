import cluster from './sample/cluster.yaml?raw';
import expectations from './sample/expectations.yaml?raw';
import policies from './sample/policies.yaml?raw';
import type { NewText } from './types';

/** What the first sitting opens: a small shop, its policies, and what is wanted; one wanted path is blocked. */
export const sampleFiles: readonly NewText[] = [
  { name: 'cluster.yaml', text: cluster },
  { name: 'policies.yaml', text: policies },
  { name: 'expectations.yaml', text: expectations },
];

export const sampleName = 'my-shop';
