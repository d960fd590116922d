import type { GateSummary } from '../evaluator/types';
import type { GateView } from './types';

/** A gate as the screen draws it. */
export function gateView({ state, rules }: GateSummary): GateView {
  return { state, rules };
}
