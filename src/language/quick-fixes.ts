import { nearest } from '../expectations/nearest';
import type { Registry, Snapshot } from '../snapshot/types';
import { entryOf, nodeAt, pathAt, resolveAlias, spanAt } from '../yaml/places';
import { scalarText } from '../yaml/scalar-text';
import { schemaAt, type Schema } from '../yaml/schema';
import type { Diagnostic, Path, TextEdit, YamlDocument, YamlNode } from '../yaml/types';
import { isClosed } from './cluster-schemas';
import { namespaceNames, serviceNames, workloadNames } from './live-values';
import { documentAt, objectAt, schemaOf, type WrittenObject } from './objects';
import { selectorMatchAt } from './selector-at';
import { misplacedKeyFix, policyTypesFix } from './structure-fixes';
import type { QuickFix } from './types';

/** A place that something is wrong with. */
export type FaultyPlace = {
  readonly snapshot: Snapshot;
  readonly document: YamlDocument;
  readonly object: WrittenObject;
  /** Schema of the whole object. */
  readonly schema: Schema;
  /** From the root of the document. */
  readonly path: Path;
  readonly diagnostic: Diagnostic;
};

/**
 * Edits for what is wrong between two offsets, the likeliest first. They are found from the place and the schema,
 * never from the words of a message. A selector that matches nothing is no error; its near misses are offered too.
 */
export function quickFixesIn(
  snapshot: Snapshot,
  registry: Registry,
  file: string,
  start: number,
  end: number,
): readonly QuickFix[] {
  const touched = snapshot.diagnostics.filter(
    ({ file: id, span }) => id === file && span.start <= end && span.end >= start,
  );
  const fixes = touched.flatMap((diagnostic) => fixesFor(snapshot, registry, diagnostic));
  return dedupe([
    ...fixes,
    ...selectorFixes(snapshot, registry, file, start),
    ...policyTypesFix(snapshot, registry, file, start),
  ]);
}

function fixesFor(snapshot: Snapshot, registry: Registry, diagnostic: Diagnostic): readonly QuickFix[] {
  const document = snapshot.documents.get(diagnostic.file)?.[diagnostic.document ?? -1];
  const at = document && pathAt(document, diagnostic.span.start);
  const object = document && at && objectAt(document, at.path);
  const schema = object && schemaOf(registry, object.apiVersion, object.kind);
  if (document === undefined || at === undefined || object === undefined || schema === undefined) return [];
  const place: FaultyPlace = { snapshot, document, object, schema, path: at.path, diagnostic };
  const closed =
    isClosed(object.apiVersion, object.kind) ||
    registry.dialects.some((dialect) => dialect.reads(object.apiVersion, object.kind));
  return at.part === 'key' && closed ? unknownKeyFixes(place) : valueFixes(place);
}

/** A key that its object does not know: the nearest that it does. */
function unknownKeyFixes(place: FaultyPlace): readonly QuickFix[] {
  const { schema, object, path, document } = place;
  const key = path.at(-1);
  const parent = schemaAt(schema, object.path.slice(0, -1));
  if (typeof key !== 'string' || parent?.kind !== 'object' || Object.hasOwn(parent.fields, key)) return [];
  const present = keysAt(document, path.slice(0, -1));
  const near = nearestOf(
    key,
    Object.keys(parent.fields).filter((name) => !present.has(name)),
  );
  const moved = misplacedKeyFix(place.snapshot, document, object, schema, place.diagnostic);
  return near === undefined || moved.length > 0
    ? moved
    : [replace(place, 'key', near, `Change to ${near}`, true)];
}

/** A value that its field does not take. */
function valueFixes(place: FaultyPlace): readonly QuickFix[] {
  const { schema, object, path, document } = place;
  const at = schemaAt(schema, object.path);
  const node = nodeAt(document.root, path);
  const scalar = node && resolveAlias(node);
  if (at?.kind === 'object' && scalar?.kind === 'map') {
    // Said of the whole, as of a peer of an expectation: the name in it that nothing has.
    return Object.entries(at.fields).flatMap(([key, field]) =>
      field.schema.kind !== 'scalar'
        ? []
        : valueFixesOfName(
            { ...place, path: [...path, key] },
            field.schema.format,
            entryOf(scalar, key)?.value,
          ),
    );
  }
  if (at?.kind !== 'scalar' || scalar?.kind !== 'scalar') return [];
  const written = document.text.slice(scalar.start, scalar.end);
  const { value } = scalar;
  if (at.enum !== undefined) {
    const word = typeof value === 'string' ? value : written;
    if (at.enum.includes(word)) return [];
    const near = nearestOf(word, at.enum);
    return near === undefined
      ? at.enum.slice(0, 4).map((one) => replace(place, 'value', one, `Change to ${one}`, false))
      : [replace(place, 'value', near, `Change to ${near}`, true)];
  }
  if (at.type === 'string' && value !== null && typeof value !== 'string') {
    return [replace(place, 'value', JSON.stringify(written), `Put quotes around ${written}`, true)];
  }
  if (at.type === 'intOrString' && typeof value === 'string' && /^\d{1,5}$/.test(value) && isQuoted(scalar)) {
    return [replace(place, 'value', String(Number(value)), `Write the number ${Number(value)}`, true)];
  }
  return typeof value === 'string' ? nameFixes(place, at.format, value) : [];
}

function valueFixesOfName(
  place: FaultyPlace,
  format: string | undefined,
  node: YamlNode | undefined,
): readonly QuickFix[] {
  const scalar = node && resolveAlias(node);
  return scalar?.kind === 'scalar' && typeof scalar.value === 'string'
    ? nameFixes(place, format, scalar.value)
    : [];
}

/** A name that is not in the cluster: the nearest one that is. */
function nameFixes(place: FaultyPlace, format: string | undefined, value: string): readonly QuickFix[] {
  const { cluster } = place.snapshot;
  const known =
    format === 'workload'
      ? workloadNames(cluster)
      : format === 'service'
        ? serviceNames(cluster)
        : format === 'namespace'
          ? namespaceNames(cluster)
          : [];
  const near = nearest(
    value,
    known.map((one) => one.value).filter((name) => name !== value),
  );
  if (near === undefined || known.some((one) => one.value === value)) return [];
  return [replace(place, 'value', scalarText(near, 'flow'), `Change to ${near}`, true)];
}

/** What a selector under the caret that matches nothing may mean. */
function selectorFixes(
  snapshot: Snapshot,
  registry: Registry,
  file: string,
  offset: number,
): readonly QuickFix[] {
  if (documentAt(snapshot, file, offset) === undefined) return [];
  const match = selectorMatchAt(snapshot, registry, file, offset);
  if (match === undefined) return [];
  return match.nearMisses.map((miss, i) => ({
    start: match.start,
    end: match.end,
    title: `Use ${miss.actual} (on ${miss.carriers.join(', ')}${miss.carried > miss.carriers.length ? ', …' : ''})`,
    edits: miss.edits,
    preferred: i === 0,
  }));
}

/** Equal but for its case first, then whatever is near. */
function nearestOf(word: string, known: readonly string[]): string | undefined {
  return known.find((one) => one.toLowerCase() === word.toLowerCase()) ?? nearest(word, known);
}

function keysAt(document: YamlDocument, path: Path): ReadonlySet<string> {
  const node = nodeAt(document.root, path);
  const map = node && resolveAlias(node);
  return new Set(map?.kind === 'map' ? map.entries.map((entry) => entry.key) : []);
}

function isQuoted(node: YamlNode): boolean {
  return node.kind === 'scalar' && (node.style === 'single' || node.style === 'double');
}

function replace(
  place: FaultyPlace,
  part: 'key' | 'value',
  text: string,
  title: string,
  preferred: boolean,
): QuickFix {
  const { document, path, diagnostic } = place;
  const span = spanAt(document, path, part) ?? diagnostic.span;
  const edit: TextEdit = { file: document.file, ...span, text };
  return { ...diagnostic.span, title, edits: [edit], code: diagnostic.code, preferred };
}

/** One of each edit: several diagnostics at one place may ask for the same. */
function dedupe(fixes: readonly QuickFix[]): readonly QuickFix[] {
  const seen = new Set<string>();
  return fixes
    .filter((fix) => {
      const key = JSON.stringify(fix.edits);
      return fix.edits.length > 0 && !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => Number(b.preferred) - Number(a.preferred));
}
