import cluster from './sample/cluster.yaml?raw';
import expectations from './sample/expectations.yaml?raw';
import policies from './sample/policies.yaml?raw';
import type { Sample } from './types';

/** A small shop, its policies, and what is wanted; one wanted path is blocked. */
export const sample: Sample = {
  name: 'my-shop',
  files: [
    { name: 'cluster.yaml', text: cluster },
    { name: 'policies.yaml', text: policies },
    { name: 'expectations.yaml', text: expectations },
  ],
};
