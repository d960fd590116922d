import { noPorts } from '../model/ports';
import type { Connection } from './types';

/** Between ends of which nothing reaches the other. */
export const noConnection: Connection = {
  allowed: noPorts,
  admitted: noPorts,
  undetermined: noPorts,
  reasons: [],
  partial: noPorts,
};
