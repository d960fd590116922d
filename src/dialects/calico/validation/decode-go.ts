import { goQuoted } from '../../../resources/api-server/go-text';
import { isObject } from '../../../resources/place';
import type { Json, JsonObject } from '../../../yaml/types';
import type { DecodedObject, DecodedProtocol } from './decoded';
import { readPort, singlePort } from './decode-port';
import { plainError } from './errors';
import type { CalicoError } from './errors';
import { foldedName, goTypeName } from './go-type';
import type { GoStruct, GoType } from './go-type';
import { objectType } from './schema-go';
import type { CalicoKind } from './schema-go';

/**
 * Decodes as Go's encoding/json does with unknown fields refused: the first fault is the only error, but one inside a
 * type that reads itself (ports, protocols, times, number or text) ends the reading and is told instead of an earlier
 * one. Null fits everywhere.
 */
export function decodeCalico(
  value: JsonObject,
  kind: CalicoKind,
): { readonly object: DecodedObject } | { readonly error: CalicoError } {
  const reading: Reading = { path: [], fields: [], saved: undefined, ended: undefined };
  const decoded = readStruct(value, objectType(kind), reading);
  const error = reading.ended ?? reading.saved;
  // The tables of `schema-go.ts` say what the types of `decoded.ts` do.
  return error === undefined ? { object: { ...decoded, kind } as unknown as DecodedObject } : { error };
}

type Reading = {
  /** Where the reading is, in the document and as Go names it: without indexes and keys of maps. */
  readonly path: (string | number)[];
  readonly fields: string[];
  saved: CalicoError | undefined;
  ended: CalicoError | undefined;
};

function readStruct(value: JsonObject, type: GoStruct, reading: Reading): Readonly<Record<string, unknown>> {
  const found = new Map<string, unknown>();
  for (const key of Object.keys(value)) {
    const field = type.byFoldedName.get(foldedName(key));
    reading.path.push(key);
    if (field === undefined) {
      save(reading, () => plainError(`json: unknown field ${goQuoted(key)}`, [...reading.path], 'key'));
    } else {
      reading.fields.push(field.json);
      found.set(field.json, read(value[key] ?? null, field.type, type.name, reading));
      reading.fields.pop();
    }
    reading.path.pop();
    if (reading.ended !== undefined) break;
  }
  return Object.fromEntries(
    type.fields.map(({ json, type: of }) => [json, found.has(json) ? found.get(json) : zero(of)]),
  );
}

/** The value of a type before anything is read into it. */
function zero(type: GoType): unknown {
  switch (type.kind) {
    case 'text':
    case 'time':
      return '';
    case 'flag':
      return false;
    case 'integer':
    case 'decimal':
    case 'intOrString':
      return 0;
    case 'port':
      return singlePort(0);
    case 'protocol':
      return { kind: 'number', number: 0 };
    case 'struct':
      return Object.fromEntries(type.fields.map(({ json, type: of }) => [json, zero(of)]));
    case 'list':
    case 'map':
    case 'pointer':
    case 'anything':
      return undefined;
  }
}

/** `owner` is the Go struct whose field is being read. */
function read(value: Json, type: GoType, owner: string, reading: Reading): unknown {
  if (value === null || reading.ended !== undefined) return zero(type);
  switch (type.kind) {
    case 'pointer':
      return read(value, type.to, owner, reading);
    case 'anything':
      return undefined;
    case 'text':
      if (typeof value === 'string') return value;
      break;
    case 'flag':
      if (typeof value === 'boolean') return value;
      break;
    case 'decimal':
      if (typeof value === 'number') return value;
      break;
    case 'integer':
      if (typeof value !== 'number') break;
      if (isInteger(value, type.least, type.most)) return value;
      save(reading, () => typeError(`number ${String(value)}`, type.name, owner, reading));
      return 0;
    case 'struct':
      if (isObject(value)) return readStruct(value, type, reading);
      break;
    case 'list':
      if (!Array.isArray(value)) break;
      return (value as readonly Json[]).map((item, index) => {
        reading.path.push(index);
        const one = read(item, type.item, owner, reading);
        reading.path.pop();
        return one;
      });
    case 'map':
      if (!isObject(value)) break;
      return readMap(value, owner, reading);
    case 'time':
      return readTime(value, owner, reading);
    case 'port':
      if (typeof value !== 'string') return singlePort(readNumber(value, 65535, 'uint16', owner, reading));
      return readPortText(value, reading);
    case 'protocol':
      return readProtocol(value, owner, reading);
    case 'intOrString':
      if (typeof value === 'string') return value;
      return readNumber(value, 2 ** 31 - 1, 'int32', owner, reading);
  }
  save(reading, () => typeError(goKind(value), goTypeName(type), owner, reading));
  return zero(type);
}

function readMap(value: JsonObject, owner: string, reading: Reading): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const key of Object.keys(value)) {
    const item = value[key] ?? null;
    if (item === null || typeof item === 'string') {
      map.set(key, item ?? '');
      continue;
    }
    reading.path.push(key);
    save(reading, () => typeError(goKind(item), 'string', owner, reading));
    reading.path.pop();
  }
  return map;
}

function readPortText(text: string, reading: Reading): unknown {
  const found = readPort(text);
  if (found.kind === 'port') return found.port;
  end(reading, plainError(found.message, [...reading.path]));
  return singlePort(0);
}

function readProtocol(value: Exclude<Json, null>, owner: string, reading: Reading): DecodedProtocol {
  if (typeof value !== 'string') {
    return { kind: 'number', number: readNumber(value, 255, 'uint8', owner, reading) };
  }
  const number = /^\d+$/.test(value) ? Number(value) : 256;
  return number <= 255 ? { kind: 'number', number } : { kind: 'name', name: value };
}

/** A number of a type that reads itself: what does not fit ends the reading. Only `int32` may be negative. */
function readNumber(
  value: Exclude<Json, null>,
  most: number,
  type: string,
  owner: string,
  reading: Reading,
): number {
  const least = type === 'int32' ? -most - 1 : 0;
  if (typeof value === 'number' && isInteger(value, least, most)) return value;
  const got = typeof value === 'number' ? `number ${String(value)}` : goKind(value);
  end(reading, typeError(got, type, owner, reading));
  return 0;
}

/** Times are RFC 3339 and nothing else. */
function readTime(value: Exclude<Json, null>, owner: string, reading: Reading): string {
  if (typeof value !== 'string') {
    end(reading, typeError(goKind(value), 'string', owner, reading));
    return '';
  }
  if (!/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[-+]\d\d:\d\d)$/.test(value)) {
    const quoted = goQuoted(value);
    const message = `parsing time ${quoted} as "2006-01-02T15:04:05Z07:00": cannot parse ${quoted} as "2006"`;
    end(reading, plainError(message, [...reading.path]));
  }
  return value;
}

function isInteger(value: number, least: number, most: number): boolean {
  return /^-?\d+$/.test(String(value)) && value >= least && value <= most;
}

function typeError(got: string, type: string, owner: string, reading: Reading): CalicoError {
  const field = `${owner}.${reading.fields.join('.')}`;
  return plainError(`json: cannot unmarshal ${got} into Go struct field ${field} of type ${type}`, [
    ...reading.path,
  ]);
}

function save(reading: Reading, error: () => CalicoError): void {
  reading.saved ??= error();
}

function end(reading: Reading, error: CalicoError): void {
  reading.ended ??= error;
}

function goKind(value: Exclude<Json, null>): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
