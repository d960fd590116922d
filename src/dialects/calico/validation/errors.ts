import type { FieldError } from '../../../resources/api-server/field-error';
import type { Path } from '../../../yaml/types';

/**
 * An error of Calico's API. `reason` is what stands in its brackets; it is there where the text names a field, and is
 * what remains comparable where the text quotes a value with addresses of memory.
 */
export type CalicoError = FieldError & { readonly reason?: string };

/** Where errors are collected, and for which version. */
export type Findings = {
  readonly version: CalicoVersion;
  readonly errors: CalicoError[];
};

export type CalicoVersion = '3.31' | '3.32';

/** A field that fails one of the Go validator's tags. The blank before the bracket is Calico's. */
export function tell(
  findings: Findings,
  field: string,
  value: string,
  tag: string,
  path: Path,
  point?: FieldError['point'],
): void {
  const reason = `Reason: failed to validate Field: ${field} because of Tag: ${tag} `;
  const error = named(field, `${field} = '${value}'`, reason, path, 'value');
  findings.errors.push(point === undefined ? error : { ...error, point });
}

/** What one of the Go validator's functions says of a value. */
export function state(
  findings: Findings,
  field: string,
  value: string,
  reason: string,
  path: Path,
  part: 'key' | 'value' = 'value',
): void {
  findings.errors.push(named(field, `${field} = '${value}'`, reason, path, part));
}

/** What the schema of the CRD or one of its rules says. */
export function refuse(findings: Findings, field: string, reason: string, path: Path): void {
  findings.errors.push(named(field, field, reason, path, 'value'));
}

/** An error that names no field. */
export function plainError(message: string, path: Path, part: 'key' | 'value' = 'value'): CalicoError {
  return { field: '', message, path, part };
}

function named(field: string, shown: string, reason: string, path: Path, part: 'key' | 'value'): CalicoError {
  return { field, message: `${shown} (${reason})`, path, part, reason };
}
