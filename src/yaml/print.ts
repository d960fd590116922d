import { scalarText } from './scalar-text';
import { keyOrderAt } from './schema';
import type { Schema } from './schema';
import { spaces } from './text-lines';
import type { Json, JsonObject } from './types';

/** How new text is indented (ED-4). */
export type Layout = {
  /** Column of a map's keys below the key it belongs to. */
  readonly indent: number;
  /** Column of a dash below the key its list belongs to. */
  readonly dashIndent: number;
  /** Width of a dash with the spaces after it. */
  readonly dashWidth: number;
};

/** As kubectl prints: two spaces, dashes under their key. */
export const DEFAULT_LAYOUT: Layout = { indent: 2, dashIndent: 0, dashWidth: 2 };

export type PrintOptions = Partial<Layout> & {
  /** One line in flow style: `{a: 1, b: [x]}`. */
  readonly flow?: boolean;
  /** Gives the order of keys; those it does not know go last. Without it the value's own order is kept. */
  readonly schema?: Schema;
};

/** YAML that kubectl reads as the value. Ends with a line end unless in flow style. */
export function printYaml(value: Json, options: PrintOptions = {}): string {
  const ordered = options.schema === undefined ? value : inSchemaOrder(value, options.schema);
  if (options.flow === true) return printFlow(ordered);
  return `${printLines(ordered, { ...DEFAULT_LAYOUT, ...options }).join('\n')}\n`;
}

/** The lines of a value in block style, from column 0. */
export function printLines(value: Json, layout: Layout): readonly string[] {
  if (!isCollection(value)) return [inlineText(value)];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item) => itemLines(item, layout));
  return Object.entries(value as JsonObject).flatMap(([key, child]) => entryLines(key, child, layout));
}

/** The lines of one item with its dash. */
export function itemLines(item: Json, layout: Layout): readonly string[] {
  const [first = '', ...rest] = printLines(item, layout);
  const width = Math.max(2, layout.dashWidth);
  return [`-${spaces(width - 1)}${first}`, ...rest.map((line) => spaces(width) + line)];
}

/** A key of more characters may not be written as `key: value` (libyaml's limit is 1,024). */
const LONG_KEY = 1000;

/** The lines of one key with its value. */
export function entryLines(key: string, value: Json, layout: Layout): readonly string[] {
  const text = scalarText(key, 'block');
  const isLong = text.length > LONG_KEY;
  const before = isLong ? [`? ${text}`] : [];
  const head = isLong ? ':' : `${text}:`;
  if (!isCollection(value)) return [...before, `${head} ${inlineText(value)}`];
  const depth = Array.isArray(value) ? layout.dashIndent : Math.max(1, layout.indent);
  return [...before, head, ...printLines(value, layout).map((line) => spaces(depth) + line)];
}

/** Whether a value is written on lines of its own: a map or list that is not empty. */
export function isCollection(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/** Scalars and empty collections. */
export function inlineText(value: Json): string {
  return typeof value === 'object' && value !== null ? printFlow(value) : scalarText(value, 'block');
}

/** A value on one line in flow style. */
export function printFlow(value: Json): string {
  if (typeof value !== 'object' || value === null) return scalarText(value, 'flow');
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(printFlow).join(', ')}]`;
  const entries = Object.entries(value as JsonObject);
  return `{${entries.map(([key, child]) => `${scalarText(key, 'flow')}: ${printFlow(child)}`).join(', ')}}`;
}

/** A value as JSON; with an indentation on several lines, the first of which is not indented. */
export function printJson(value: Json, indent: number | undefined, column = 0): string {
  if (typeof value !== 'object' || value === null) return scalarText(value, 'json');
  const isList = Array.isArray(value);
  const children = isList
    ? (value as readonly Json[]).map((item) => printJson(item, indent, column + (indent ?? 0)))
    : Object.entries(value as JsonObject).map(
        ([key, child]) => `${scalarText(key, 'json')}: ${printJson(child, indent, column + (indent ?? 0))}`,
      );
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (children.length === 0 || indent === undefined) return open + children.join(', ') + close;
  const inner = `\n${spaces(column + indent)}`;
  return `${open}${inner}${children.join(`,${inner}`)}\n${spaces(column)}${close}`;
}

/** The value with its keys in the order of the schema, at every depth. */
export function inSchemaOrder(value: Json, schema: Schema | undefined): Json {
  if (typeof value !== 'object' || value === null || schema === undefined) return value;
  if (Array.isArray(value)) {
    const item = schema.kind === 'list' ? schema.item : undefined;
    return (value as readonly Json[]).map((child) => inSchemaOrder(child, item));
  }
  const order = keyOrderAt(schema, []);
  const entries = Object.entries(value as JsonObject).sort(([a], [b]) => rankOf(order, a) - rankOf(order, b));
  return Object.fromEntries(
    entries.map(([key, child]) => [key, inSchemaOrder(child, childSchema(schema, key))]),
  );
}

function rankOf(order: readonly string[], key: string): number {
  const rank = order.indexOf(key);
  return rank === -1 ? order.length : rank;
}

function childSchema(schema: Schema, key: string): Schema | undefined {
  if (schema.kind === 'map') return schema.value;
  return schema.kind === 'object' && Object.hasOwn(schema.fields, key)
    ? schema.fields[key]?.schema
    : undefined;
}
