import { readJson } from '../../yaml/json-reader';
import { nodeAt } from '../../yaml/places';
import { readFile } from '../../yaml/read-file';
import { readPiece } from '../../yaml/read-piece';
import type { Json, JsonObject, Path, YamlDocument, YamlEntry, YamlNode } from '../../yaml/types';
import { isObject } from '../place';
import { sentByKubectl } from './decode-strict';
import type { Written } from './decode-strict';
import type { FieldError } from './field-error';
import { goJsonError } from './go-json-error';
import { goQuoted } from './go-text';

/** One object of a text, as the server's strict view of the same bytes meets it, or why there is none. */
export type AppliedObject =
  | {
      readonly kind: 'object';
      readonly value: JsonObject;
      readonly written: Written;
      /** Repeated keys of YAML, all in one error; those of JSON are found while decoding. */
      readonly repeated: readonly FieldError[];
    }
  | { readonly kind: 'refused'; readonly error: FieldError };

/** Nesting beyond which nothing is read, as in the editor. */
const maxDepth = 500;

/** The name that recorded errors give the file. */
const fileName = 'policy.yaml';

/** The objects of a text: JSON where it begins with a brace, else YAML. Nothing comes after what cannot be read. */
export function appliedObjects(text: string): readonly AppliedObject[] {
  if (/^\s*\{/.test(text)) return [jsonObject(text)];
  const objects: AppliedObject[] = [];
  for (const document of readFile({ id: fileName, name: fileName, text }).documents) {
    if (document.problem !== undefined) {
      objects.push(
        refused(`error parsing ${fileName}: error converting YAML to JSON: ${yamlError(document)}`),
      );
      break;
    }
    if (document.value !== null) objects.push(yamlObject(document));
  }
  return objects.length === 0 ? [refused('no objects passed to apply')] : objects;
}

function refused(message: string): AppliedObject {
  return { kind: 'refused', error: { field: '', message, path: [], part: 'value' } };
}

function yamlObject(document: YamlDocument): AppliedObject {
  const { value, text } = document;
  if (!isObject(value)) return refused('invalid object to validate');
  const { duplicates, root } = readPiece(text, maxDepth);
  const values = duplicates.length === 0 ? new Map<number, number>() : valueStarts(root);
  const lines = duplicates.map(({ key, start }) => {
    // The line that is told is the one on which the value begins.
    const line = lineOf(text, values.get(start) ?? start);
    return `  line ${line}: key ${goQuoted(key)} already set in map`;
  });
  const message = `yaml: unmarshal errors:\n${lines.join('\n')}`;
  const repeated: readonly FieldError[] =
    lines.length === 0 ? [] : [{ field: '', message, path: [], part: 'value' }];
  return { kind: 'object', value, written: sentByKubectl, repeated };
}

/** Where the value of each key begins, by where the key does. */
function valueStarts(root: YamlNode | undefined): ReadonlyMap<number, number> {
  const starts = new Map<number, number>();
  const open = root === undefined ? [] : [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'list') for (const item of node.items) open.push(item);
    if (node.kind !== 'map') continue;
    for (const { keyStart, value, merged } of [...node.entries, ...(node.overridden ?? [])]) {
      if (merged === true) continue;
      starts.set(keyStart, value.propertiesStart ?? value.start);
      open.push(value);
    }
  }
  return starts;
}

/**
 * What libyaml says where the reader gives up. It knows many more sentences than are told apart here; the others are
 * said in the reader's words. Errors of its parser count lines from nought.
 */
function yamlError(document: YamlDocument): string {
  const { text, problem } = document;
  const at = (problem?.span.start ?? 0) - document.start;
  // The reader points at the last character where the text ends too early; libyaml at the line after it.
  const line = lineOf(text, at === text.length - 1 ? text.length : at);
  switch (problem?.message) {
    case 'A tab stands where only spaces may indent.':
      return `yaml: line ${line}: found character that cannot start any token`;
    case 'The indentation of this line does not fit the lines above it.':
      return `yaml: line ${line - 1}: did not find expected key`;
    case 'This line must be indented deeper than the key it belongs to.':
      return `yaml: line ${line - 1}: did not find expected node content`;
    case 'This bracket is not closed.': {
      // Told where the text ends: the next thing is missing, or what comes between two things.
      const end = lineOf(text, text.length) - 1;
      const isBare = text.slice(at + 1).trim() === '';
      const closing = text[at] === '{' ? '}' : ']';
      return `yaml: line ${end}: did not find expected ${isBare ? 'node content' : `',' or '${closing}'`}`;
    }
    default:
      return `yaml: line ${line}: ${problem?.message ?? ''}`;
  }
}

function lineOf(text: string, at: number): number {
  let line = 1;
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', end + 1)) line += 1;
  return line;
}

function jsonObject(text: string): AppliedObject {
  const problem = goJsonError(text);
  if (problem !== undefined) return refused(`couldn't get version/kind; json parse error: ${problem}`);
  let root: YamlNode;
  try {
    root = readJson(text, maxDepth).root;
  } catch {
    return refused('This document is nested too deep to be read.');
  }
  const nodes = new Map<JsonObject, YamlNode & { kind: 'map' }>();
  const value = jsonOf(root, nodes);
  if (!isObject(value)) return refused('invalid object to validate');
  const written: Written = {
    members: (object, visitMember) => {
      const node = nodes.get(object);
      if (node === undefined) return;
      const seen = new Set<string>();
      for (const entry of inTextOrder(node)) {
        visitMember(entry.key, jsonOf(entry.value, nodes), seen.has(entry.key));
        seen.add(entry.key);
      }
    },
    numberText: (number: number, path: Path) => {
      const node = nodeAt(root, path);
      return node === undefined ? String(number) : text.slice(node.start, node.end);
    },
  };
  return { kind: 'object', value, written, repeated: [] };
}

function inTextOrder(node: YamlNode & { kind: 'map' }): readonly YamlEntry[] {
  if (node.overridden === undefined) return node.entries;
  return [...node.entries, ...node.overridden].sort((a, b) => a.keyStart - b.keyStart);
}

/** The value of a node; each object is remembered with the node that it is of. */
function jsonOf(node: YamlNode, nodes: Map<JsonObject, YamlNode & { kind: 'map' }>): Json {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'alias':
      return null;
    case 'list':
      return node.items.map((item) => jsonOf(item, nodes));
    case 'map': {
      const object: JsonObject = Object.fromEntries(
        node.entries.map((entry) => [entry.key, jsonOf(entry.value, nodes)]),
      );
      nodes.set(object, node);
      return object;
    }
  }
}
