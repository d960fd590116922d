import type { Json, JsonObject } from '../yaml/types';
import type { Random } from './random';

/** A document of a workspace, in a file of its own; one that is off is left out. */
export type EditedDocument = { readonly id: string; readonly value: JsonObject; readonly off: boolean };

/** The documents after a random edit of one of them, as people make them one by one. `pool`: what may be put there instead. */
export function randomEdit(
  documents: readonly EditedDocument[],
  pool: readonly JsonObject[],
  random: Random,
): readonly EditedDocument[] {
  const policies = documents.flatMap(({ value }, at) => (isPolicy(value) ? [at] : []));
  const roll = random.next();
  const [others, own] = [documents.map((_, at) => at).filter((at) => !policies.includes(at)), policies];
  const at = roll < 0.8 && own.length > 0 ? random.pick(own) : random.pick(others.length > 0 ? others : own);
  const document = documents[at];
  if (document === undefined) return documents;
  const { id, value, off } = document;
  const put = (changed: EditedDocument) => documents.map((one, index) => (index === at ? changed : one));
  if (isPolicy(value)) {
    if (roll < 0.2) return put({ id, value, off: !off });
    if (roll < 0.3) {
      const name = `added-${random.below(1000)}`;
      const added = { id: name, value: renamed(random.pick(pool), name), off: false };
      const place = random.below(documents.length + 1);
      return [...documents.slice(0, place), added, ...documents.slice(place)];
    }
    if (roll < 0.4) {
      const alike = pool.filter(
        ({ kind, apiVersion }) => kind === value['kind'] && apiVersion === value['apiVersion'],
      );
      const spec = alike.length === 0 ? undefined : random.pick(alike)['spec'];
      return put({ id, value: spec === undefined ? value : { ...value, spec }, off });
    }
    if (roll < 0.55) {
      return put({ id, value: withAction(value, random), off });
    }
    if (roll < 0.6) {
      const to = random.below(documents.length);
      const rest = documents.filter((_, index) => index !== at);
      return [...rest.slice(0, to), document, ...rest.slice(to)];
    }
  }
  return put({ id, value: mutated(value, random), off });
}

export function isPolicy({ kind }: JsonObject): boolean {
  return typeof kind === 'string' && kind.endsWith('Policy');
}

function renamed(value: JsonObject, name: string): JsonObject {
  return { ...value, metadata: { ...(value['metadata'] as JsonObject), name } };
}

const blocks = [
  '10.0.0.0/8',
  '10.0.0.0/30',
  '10.65.0.0/16',
  '192.0.2.0/24',
  '203.0.113.0/25',
  '2001:db8::/33',
];
const words = ['a', 'b', 'web', 'db', 'front', 'prod', 'x'];

/** One of the actions that its rules take is another; where they take none, one of its rules is gone. */
function withAction(value: JsonObject, random: Random): JsonObject {
  const text = JSON.stringify(value);
  const actions = [...text.matchAll(/"action":"(Allow|Deny|Pass|Accept)"/g)];
  if (actions.length === 0) return withoutRule(value, random);
  const { index, 0: whole } = random.pick(actions);
  const others = [...new Set(actions.map(([one]) => one)), '"action":"Deny"'].filter((one) => one !== whole);
  if (others.length === 0) return withoutRule(value, random);
  const changed = text.slice(0, index) + random.pick(others) + text.slice(index + whole.length);
  return JSON.parse(changed) as JsonObject;
}

/** One section of a direction is gone, or one of its rules. */
function withoutRule(value: JsonObject, random: Random): JsonObject {
  const spec = value['spec'];
  if (typeof spec !== 'object' || spec === null) return value;
  const sections = Object.entries(spec as JsonObject).filter(([, rules]) => Array.isArray(rules));
  if (sections.length === 0) return value;
  const [name, rules] = random.pick(sections);
  const list = rules as readonly Json[];
  const out = random.below(list.length + 1);
  const left = list.filter((_, at) => at !== out);
  return { ...value, spec: { ...(spec as JsonObject), [name]: left } };
}

/** One value somewhere inside is another: a block, a number, a name. Names of objects and kinds stay. */
function mutated(value: JsonObject, random: Random): JsonObject {
  const places: (readonly string[])[] = [];
  const look = (json: Json, path: readonly string[]): void => {
    if (typeof json === 'object' && json !== null) {
      for (const [key, inner] of Object.entries(json)) look(inner, [...path, key]);
    } else if (isChangeable(path)) places.push(path);
  };
  look(value, []);
  return places.length === 0 ? value : (replaced(value, random.pick(places), random) as JsonObject);
}

function isChangeable(path: readonly string[]): boolean {
  const [top, second] = path;
  if (top === 'metadata') return second === 'labels';
  return top === 'spec' || top === 'specs' || top === 'status' || top === 'endpoints';
}

function replaced(json: Json, path: readonly string[], random: Random): Json {
  const [first, ...rest] = path;
  if (first === undefined) return other(json, random);
  if (Array.isArray(json)) {
    return json.map((item, at) =>
      String(at) === first ? replaced(item as Json, rest, random) : (item as Json),
    );
  }
  const object = json as JsonObject;
  return { ...object, [first]: replaced(object[first] as Json, rest, random) };
}

function other(json: Json, random: Random): Json {
  if (typeof json === 'number') return json + random.pick([-1, 1, 7, 1000]);
  if (typeof json === 'boolean') return !json;
  if (typeof json !== 'string') return json;
  if (/^[0-9a-f.:]+\/\d+$/i.test(json)) return random.pick(blocks);
  if (/^\d+$/.test(json)) return String(Number(json) + 1);
  switch (json) {
    case 'Allow':
    case 'Accept':
      return 'Deny';
    case 'Deny':
      return 'Pass';
    case 'Pass':
      return 'Allow';
    case 'TCP':
      return 'UDP';
    default:
      return json.includes("'") ? json.replace(/'[^']*'/, `'${random.pick(words)}'`) : random.pick(words);
  }
}
