import type { Registry, Snapshot } from '../snapshot/types';
import { schemaAt, type Schema } from '../yaml/schema';
import { lineEnd } from '../yaml/text-lines';
import type { Path } from '../yaml/types';
import { longestLine, type LineEntry, type LinePlace } from './line-place';
import { readLines, type LineTree } from './line-tree';
import { knownKinds, schemaOf } from './objects';
import type { CaretContext, Proposal } from './caret-context';
import { fieldProposals } from './field-proposals';
import { selectorProposals } from './selector-proposals';
import { labelKeyProposals, valueProposals } from './value-proposals';
import type { CompletionItem } from './types';

/**
 * What could be written at an offset. Read from the lines alone, so that it also works while the document does not
 * parse; what is live (labels, names, ports) is that of the last good cluster.
 */
export function completionsAt(
  snapshot: Snapshot,
  registry: Registry,
  file: string,
  offset: number,
): readonly CompletionItem[] {
  const text = snapshot.files.find((one) => one.id === file)?.text;
  if (text === undefined) return [];
  const start = documentStart(text, offset);
  const piece = text.slice(start, documentEnd(text, offset));
  const tree = readLines(piece, offset - start);
  if (tree.place === undefined) return [];
  const context = contextOf(snapshot, registry, file, tree, tree.place, piece);
  const { place } = tree;
  if (isSelector(context)) {
    const line = text.slice(offset, Math.min(lineEnd(text, offset), offset + longestLine));
    return selectorProposals(context, text.slice(start + place.start, offset), line).map(
      ({ proposal, before, after }) => ({ ...proposal, start: offset - before, end: offset + after }),
    );
  }
  // A value right behind its colon needs the blank between.
  const blank =
    place.position === 'value' && place.start === offset - start && text[offset - 1] === ':' ? ' ' : '';
  return proposals(context, tree).map((proposal) => ({
    ...proposal,
    text: `${blank}${proposal.text}`,
    start: start + place.start,
    end: start + place.end,
  }));
}

/** Whether the caret is in a value in Calico's selector language. */
function isSelector({ schema, path, place }: CaretContext): boolean {
  const at = schema && schemaAt(schema, path);
  return place.position === 'value' && at?.kind === 'scalar' && at.format === 'calico selector';
}

function proposals(context: CaretContext, tree: LineTree): readonly Proposal[] {
  const { place, path, schema, registry } = context;
  const root = path.length === 0;
  if (root && place.position === 'key' && place.flowStart === undefined) {
    const empty = tree.entries.length === 0;
    return [
      ...(empty ? snippets(registry) : []),
      ...fieldProposals(context, schema ?? anyObject, present(tree, place)),
    ];
  }
  const at = schema && schemaAt(schema, path);
  if (place.position === 'value' || (at?.kind === 'scalar' && place.position !== 'key')) {
    return valueProposals(context, at);
  }
  if (at === undefined) return root ? [] : valueProposals(context, undefined);
  switch (at.kind) {
    case 'object':
      return fieldProposals(context, at, present(tree, place));
    case 'map':
      return labelKeyProposals(context, present(tree, place));
    case 'scalar':
      return valueProposals(context, at);
    case 'list':
      return place.position === 'item' ? [] : itemProposals(context, at.item);
    case 'any':
      return [];
  }
}

/** Items of a list that stands below its key, the dash included. */
function itemProposals(context: CaretContext, item: Schema): readonly Proposal[] {
  const inside: CaretContext = {
    ...context,
    path: [...context.path, 0],
    place: { ...context.place, column: context.place.column + 2 },
  };
  const found =
    item.kind === 'object'
      ? fieldProposals(inside, item, new Set())
      : item.kind === 'scalar'
        ? valueProposals(inside, item)
        : [];
  return found.map((proposal) => ({ ...proposal, label: `- ${proposal.label}`, text: `- ${proposal.text}` }));
}

/** The fields of a document of which nothing is known yet. */
const anyObject: Schema = {
  kind: 'object',
  fields: {
    apiVersion: { doc: 'Group and version of the kind.', schema: { kind: 'scalar', type: 'string' } },
    kind: { doc: 'What the object is.', schema: { kind: 'scalar', type: 'string' } },
    metadata: {
      doc: 'Name, namespace and labels.',
      schema: { kind: 'object', fields: {} },
    },
    spec: { doc: 'What is wanted.', schema: { kind: 'object', fields: {} } },
  },
};

function snippets(registry: Registry): readonly Proposal[] {
  return registry.dialects.flatMap((dialect) =>
    dialect.snippets.map((snippet): Proposal => ({
      label: snippet.label,
      kind: 'snippet',
      detail: dialect.title,
      doc: snippet.doc,
      text: snippet.body,
    })),
  );
}

/** Keys that the caret's map already has. */
function present(tree: LineTree, place: LinePlace): ReadonlySet<string> {
  return new Set(siblings(tree.entries, place).map((entry) => String(entry.path.at(-1))));
}

function siblings(entries: readonly LineEntry[], place: LinePlace): readonly LineEntry[] {
  return entries.filter(
    (entry) =>
      entry.start !== place.start &&
      entry.path.length === place.path.length + 1 &&
      samePath(entry.path.slice(0, -1), place.path),
  );
}

function contextOf(
  snapshot: Snapshot,
  registry: Registry,
  file: string,
  tree: LineTree,
  place: LinePlace,
  piece: string,
): CaretContext {
  const isList = (valueAt(tree.entries, ['kind']) ?? '').endsWith('List');
  const base =
    isList && place.path[0] === 'items' && typeof place.path[1] === 'number' ? place.path.slice(0, 2) : [];
  const valueOf = (path: Path) => valueAt(tree.entries, [...base, ...path]);
  const apiVersion = valueOf(['apiVersion']) ?? '';
  const kind = valueOf(['kind']) ?? '';
  const versions = knownKinds(registry).filter((one) => one.kind === kind);
  const [only] = versions;
  const version =
    apiVersion === '' && versions.length === 1 && only !== undefined ? only.apiVersion : apiVersion;
  const container = place.position === 'value' ? place.path.slice(0, -1) : place.path;
  const beside = siblings(tree.entries, { ...place, path: container, start: -1 });
  return {
    snapshot,
    registry,
    file,
    apiVersion,
    kind,
    name: valueOf(['metadata', 'name']) ?? '',
    namespace: valueOf(['metadata', 'namespace']) ?? 'default',
    schema: schemaOf(registry, version, kind),
    path: place.path.slice(base.length),
    place,
    valueOf,
    hasKey: (path) => tree.entries.some((entry) => samePath(entry.path, [...base, ...path])),
    beside: new Map(beside.map((entry) => [String(entry.path.at(-1)), scalarOf(entry.value)])),
    indentsLists: !/^( *)[^\s#-][^\n]*:[ \t]*\r?\n\1- /m.test(piece),
  };
}

function valueAt(entries: readonly LineEntry[], path: Path): string | undefined {
  const entry = entries.find((one) => samePath(one.path, path));
  return entry === undefined || entry.value === '' ? undefined : scalarOf(entry.value);
}

function scalarOf(value: string): string {
  return /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
}

function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, i) => step === b[i]);
}

/** Where the piece between separators that holds an offset begins. */
function documentStart(text: string, offset: number): number {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  if (text.startsWith('---', line)) return line;
  const separator = text.lastIndexOf('\n---', offset - 1);
  return separator === -1 ? 0 : separator + 1;
}

function documentEnd(text: string, offset: number): number {
  const separator = text.indexOf('\n---', offset);
  return separator === -1 ? text.length : separator + 1;
}
