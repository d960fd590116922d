import { policyKey } from '../dialects/dialect';
import type { Dialect, DialectObject, FieldError, Surroundings } from '../dialects/dialect';
import type { Policy } from '../model/policy';
import { readResources } from '../resources/read';
import type { Resource } from '../resources/resource';
import type { FileDocuments } from '../yaml/read-file';
import type { Diagnostic, Json, SourceFile, YamlDocument } from '../yaml/types';
import type { Finding } from './findings';
import { refusalsOf, sortResources, type Sorted } from './sort';
import type { ReadText } from './surroundings';
import type { Registry } from './types';

/** A resource that a dialect reads. `policy` is undefined where the API server would refuse it. */
export type PolicyReading = {
  readonly resource: Resource;
  readonly dialect: Dialect;
  readonly policy: Policy | undefined;
  /** Names the policy among all; made once, since a text that was looked up before is found again quickly. */
  readonly key: string | undefined;
  readonly object?: DialectObject;
  readonly errors: readonly FieldError[];
  readonly warnings: readonly FieldError[];
};

/** What one document says: its objects, and the policies among them. */
export type DocumentReading = {
  readonly value: Json;
  readonly index: number;
  readonly resources: readonly Resource[];
  readonly sorted: Sorted;
  /** What reading it and the server say of it. */
  readonly findings: readonly Finding[];
  /** It could be read, and the server would refuse nothing of it. */
  readonly accepted: boolean;
};

/** One file of a revision. */
export type FileReading = {
  readonly file: SourceFile;
  readonly texts: FileDocuments;
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly Diagnostic[];
  readonly readings: readonly DocumentReading[];
  /** Per document, what is in force: its own reading, or its last accepted one of this sitting where `stale`. */
  readonly inForce: readonly InForce[];
};

type InForce = { readonly reading: DocumentReading; readonly stale: boolean };

/** Reads what the documents of a file mean; those that did not change since `previous` are taken from it. */
export function readFileOf(
  { file, texts }: ReadText,
  registry: Registry,
  around: Surroundings,
  previous: FileReading | undefined,
): FileReading {
  if (previous !== undefined && previous.texts === texts) return { ...previous, file };
  const { documents, problems } = texts;
  const readings: DocumentReading[] = [];
  const inForce: InForce[] = [];
  documents.forEach((document, position) => {
    const before = previous?.readings[position];
    if (before !== undefined && document.value !== null && before.value === document.value) {
      readings.push(before);
      // What was in force for this text still is.
      const was = previous?.inForce[position];
      if (was?.reading === before) {
        inForce.push(was);
        return;
      }
    } else readings.push(readDocument(document.value, document, registry, around));
    const reading = readings[position] as DocumentReading;
    const accepted = reading.accepted && document.problem === undefined;
    const last = accepted || previous === undefined ? undefined : lastAccepted(previous, documents, position);
    if (last === undefined) inForce.push({ reading, stale: false });
    else {
      const stands =
        last.index === reading.index ? last : moved(last, file.id, reading.index, registry, around);
      inForce.push({ reading: stands, stale: true });
    }
  });
  return { file, texts, documents, problems, readings, inForce };
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
    if (dialect === undefined) continue;
    const decoded = dialect.decode(resource, around);
    const key = decoded.policy === undefined ? undefined : policyKey(decoded.policy.ref);
    policies.push({ resource, dialect, key, ...decoded });
  }
  const accepted =
    place.problem === undefined &&
    policies.every(({ policy, object }) => policy !== undefined || object !== undefined);
  return {
    value,
    index: place.index,
    resources,
    sorted: sortResources(resources, policies),
    findings: [...diagnostics, ...refusalsOf(policies)],
    accepted,
  };
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
