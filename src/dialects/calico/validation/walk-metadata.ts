import { byteLength } from '../../../resources/api-server/go-text';
import type { Path } from '../../../yaml/types';
import type { DecodedMeta } from './decoded';
import { state } from './errors';
import type { Findings } from './errors';
import { isName, keyProblems, subdomainForm, valueProblems } from './names';
import { printedMap } from './print-go';

/** All annotations of an object together may not be longer, in bytes. */
const mostAnnotationBytes = 256 * 1024;

/** The longest name of an object, in bytes. */
export const longestName = 253;

const at: Path = ['metadata'];

/** What every object's metadata must be. Upstream: `validator.go` validateObjectMeta. */
export function walkMetadata(findings: Findings, metadata: DecodedMeta): void {
  nameLength(findings, metadata.name, longestName);
  if (!isName(metadata.name)) {
    badName(findings, metadata.name, "alphanumeric characters, '-' or '.'", subdomainForm);
  }
  walkNotes(findings, metadata);
}

/** Annotations, then labels; policies and tiers are asked for them twice. */
export function walkNotes(findings: Findings, { annotations, labels }: DecodedMeta): void {
  walkAnnotations(findings, annotations, [...at, 'annotations']);
  for (const [key, value] of labels ?? []) {
    const path = [...at, 'labels', key];
    for (const problem of keyProblems(key, findings.version)) {
      state(findings, labelField, key, problem, path, 'key');
    }
    for (const problem of valueProblems(value, findings.version)) {
      state(findings, 'Metadata.Labels (value)', value, problem, path);
    }
  }
}

/** The name of a label's key in errors. */
export const labelField = 'Metadata.Labels (label)';

export function walkAnnotations(
  findings: Findings,
  annotations: ReadonlyMap<string, string> | undefined,
  path: Path,
): void {
  const field = 'Metadata.Annotations (key)';
  let bytes = 0;
  for (const [key, value] of annotations ?? []) {
    for (const problem of keyProblems(key.toLowerCase(), findings.version)) {
      state(findings, field, key, problem, [...path, key], 'key');
    }
    bytes += byteLength(key) + byteLength(value);
  }
  if (bytes > mostAnnotationBytes) {
    const reason = `total size of annotations is too large by ${bytes - mostAnnotationBytes} bytes`;
    state(findings, field, printedMap(annotations), reason, path);
  }
}

export function nameLength(findings: Findings, name: string, longest: number): void {
  const over = byteLength(name) - longest;
  if (over > 0) state(findings, 'Metadata.Name', name, `name is too long by ${over} bytes`, [...at, 'name']);
}

/** `characters` and `form` as the text shows what a name consists of. */
export function badName(findings: Findings, name: string, characters: string, form: string): void {
  const reason = `name must consist of lower case ${characters} (regex: ${form})`;
  state(findings, 'Metadata.Name', name, reason, [...at, 'name']);
}
