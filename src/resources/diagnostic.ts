import type { Origin } from '../model/origin';
import type { PlacePart, Severity } from '../yaml/types';

/** A diagnostic whose place is still a path; the snapshot resolves it to a span. */
export type ResourceDiagnostic = {
  /** A stable id, `RES-…`. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence. */
  readonly message: string;
  readonly origin: Origin;
  readonly part: PlacePart;
  /** The field as the API server would name it (`spec.containers[0].ports`). */
  readonly field?: string;
};

/** A path in the API server's notation: `spec.ports[0].name`. */
export function fieldText(path: readonly (string | number)[]): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}
