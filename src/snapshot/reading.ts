import type { Dialect, DialectObject, FieldError, Surroundings } from '../dialects/dialect';
import type { Policy } from '../model/policy';
import { readResources } from '../resources/read';
import type { ResourceDiagnostic } from '../resources/diagnostic';
import type { Resource } from '../resources/resource';
import type { Json, SourceFile, YamlDocument } from '../yaml/types';
import type { DocumentCache } from '../yaml/document-cache';
import { readFile } from '../yaml/read-file';
import type { Diagnostic } from '../yaml/types';
import type { Registry } from './types';

/** A resource that a dialect reads. `policy` is undefined where the API server would refuse it. */
export type PolicyReading = {
  readonly resource: Resource;
  readonly dialect: Dialect;
  readonly policy: Policy | undefined;
  readonly object?: DialectObject;
  readonly errors: readonly FieldError[];
  readonly warnings: readonly FieldError[];
};

/** What one document says: its objects, and the policies among them. */
export type DocumentReading = {
  readonly value: Json;
  readonly index: number;
  readonly resources: readonly Resource[];
  readonly diagnostics: readonly ResourceDiagnostic[];
  readonly policies: readonly PolicyReading[];
  /** It could be read, and the server would refuse nothing of it. */
  readonly accepted: boolean;
};

/** One file of a revision. */
export type FileReading = {
  readonly file: SourceFile;
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly Diagnostic[];
  readonly readings: readonly DocumentReading[];
  /**
   * Per document, what is in force: its own reading, or its last accepted one of this sitting where `stale`;
   * undefined where it never was accepted.
   */
  readonly inForce: readonly { readonly reading: DocumentReading; readonly stale: boolean }[];
};

/** Reads a file; documents that did not change since `previous` are taken from it. */
export function readFileOf(
  file: SourceFile,
  registry: Registry,
  cache: DocumentCache,
  around: Surroundings,
  previous: FileReading | undefined,
): FileReading {
  if (previous !== undefined && previous.file.text === file.text) return { ...previous, file };
  const { documents, problems } = readFile(file, cache);
  const older = new Map(previous?.readings.map((reading) => [reading.value, reading]));
  const readings = documents.map((document) => {
    const same = document.value === null ? undefined : older.get(document.value);
    return same !== undefined && same.index === document.index
      ? same
      : readDocument(document.value, document, registry, around);
  });
  const inForce = readings.map((reading, position) => {
    const document = documents[position];
    if (reading.accepted && document?.problem === undefined) return { reading, stale: false };
    const last = previous === undefined ? undefined : lastAccepted(previous, documents, position);
    if (last === undefined) return { reading, stale: false };
    return {
      reading: last.index === reading.index ? last : moved(last, file.id, reading.index, registry, around),
      stale: true,
    };
  });
  return { file, documents, problems, readings, inForce };
}

function readDocument(
  value: Json,
  place: { readonly file: string; readonly index: number; readonly problem?: Diagnostic | undefined },
  registry: Registry,
  around: Surroundings,
): DocumentReading {
  const { resources, diagnostics } = readResources(value, {
    file: place.file,
    document: place.index,
    path: [],
  });
  const policies: PolicyReading[] = [];
  for (const resource of resources) {
    const dialect = registry.dialects.find((one) => one.reads(resource.apiVersion, resource.kind));
    if (dialect !== undefined) policies.push({ resource, dialect, ...dialect.decode(resource, around) });
  }
  const accepted =
    place.problem === undefined &&
    policies.every(({ policy, object }) => policy !== undefined || object !== undefined);
  return { value, index: place.index, resources, diagnostics, policies, accepted };
}

function moved(
  reading: DocumentReading,
  file: string,
  index: number,
  registry: Registry,
  around: Surroundings,
): DocumentReading {
  return readDocument(reading.value, { file, index }, registry, around);
}

/**
 * The reading that was in force for the document that stood at this place before: documents before and after the
 * changed stretch are matched by their text, those inside it by their order.
 */
function lastAccepted(
  previous: FileReading,
  documents: readonly YamlDocument[],
  position: number,
): DocumentReading | undefined {
  const before = previous.documents;
  const shorter = Math.min(before.length, documents.length);
  let head = 0;
  while (head < shorter && before[head]?.text === documents[head]?.text) head += 1;
  let tail = 0;
  while (
    tail < shorter - head &&
    before[before.length - 1 - tail]?.text === documents[documents.length - 1 - tail]?.text
  ) {
    tail += 1;
  }
  // Outside the changed stretch the document is as it was: what was in force stays in force.
  const old = position < documents.length - tail ? position : before.length - (documents.length - position);
  if (position >= head && position < documents.length - tail && old >= before.length - tail) return undefined;
  const was = previous.inForce[old];
  return was?.reading.accepted === true ? was.reading : undefined;
}
