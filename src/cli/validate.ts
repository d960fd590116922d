import type { Dialect, FieldError, Surroundings } from '../dialects/dialect';
import { validateNetworkPolicy } from '../dialects/networkpolicy/validate';
import { validateObjects } from '../dialects/networkpolicy/validate-text';
import type { OptionValue } from '../model/cluster';
import { registry } from '../registry';
import { appliedObjects } from '../resources/api-server/applied-text';
import type { AppliedObject } from '../resources/api-server/applied-text';
import { clusterKind } from '../resources/kinds';
import type { JsonObject } from '../yaml/types';
import { InputError } from './input-error';

/** What of its surroundings a line tells. */
type Told = {
  readonly cni: string | undefined;
  readonly options: ReadonlyMap<string, OptionValue>;
  readonly crd: string | undefined;
};

/**
 * What the API server and the engine say of the documents of a text of JSON lines `{"id", "resource"}` or
 * `{"id", "text"}`, with `cni`, `options` and `crd` (release and channel of installed CRDs) where they matter: per
 * document a line `{"id", "errors": [{"field", "message"}, …]}`, empty where it is accepted. The CNI of a line wins over
 * that of `given`. Throws InputError for what is no such line.
 */
export function validateLines(text: string, given: { readonly cni?: string } = {}): string[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    const { id, errors } = validateLine(line, `line ${index + 1}`, given.cni);
    return JSON.stringify({ id, errors: errors.map(({ field, message }) => ({ field, message })) });
  });
}

function validateLine(
  line: string,
  place: string,
  otherwise: string | undefined,
): { id: unknown; errors: readonly FieldError[] } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new InputError(`${place}: not JSON`);
  }
  if (!isRecord(value)) throw new InputError(`${place}: not an object`);
  const { id, resource, text, cni, options, crd } = value;
  if (cni !== undefined && typeof cni !== 'string') throw new InputError(`${place}: cni is a name`);
  if (crd !== undefined && typeof crd !== 'string') throw new InputError(`${place}: crd is a text`);
  if (options !== undefined && !isRecord(options)) throw new InputError(`${place}: options is an object`);
  const name = cni ?? otherwise;
  if (name !== undefined && !registry.cnis.some((known) => known.name === name)) {
    throw new InputError(`${place}: there is no CNI ${JSON.stringify(name)}`);
  }
  const told: Told = {
    cni: name,
    options: new Map(Object.entries(options ?? {}).filter(isOption)),
    crd,
  };
  if (typeof text === 'string') return { id, errors: validateTextOf(text, told) };
  if (!isRecord(resource)) throw new InputError(`${place}: neither resource (an object) nor text (a text)`);
  return { id, errors: validateObject(resource as JsonObject, told) };
}

function isOption(entry: [string, unknown]): entry is [string, OptionValue] {
  const [, value] = entry;
  return (
    ['string', 'number', 'boolean'].includes(typeof value) ||
    (Array.isArray(value) && value.every((item) => typeof item === 'string'))
  );
}

/** The objects of a text in order; only NetworkPolicy is also looked at as its bytes stand. */
function validateTextOf(text: string, told: Told): readonly FieldError[] {
  return appliedObjects(text).flatMap((object) => {
    const dialect = object.kind === 'refused' ? undefined : dialectOf(object.value);
    if (object.kind === 'refused' || dialect === undefined || dialect.name === 'networkpolicy') {
      return validateObjects([object]).errors;
    }
    return otherErrors(object, dialect, told);
  });
}

/** Repeated keys of YAML end the matter for every kind. */
function otherErrors(
  { value, repeated }: AppliedObject & { readonly kind: 'object' },
  dialect: Dialect,
  told: Told,
): readonly FieldError[] {
  return repeated.length > 0 ? repeated : dialect.validate(value, around(dialect, told));
}

/** Objects of the cluster's own kinds are not validated: nothing is said of them. */
function validateObject(object: JsonObject, told: Told): readonly FieldError[] {
  const { apiVersion, kind } = object;
  const isNamed = typeof apiVersion === 'string' && typeof kind === 'string';
  if (isNamed && clusterKind(apiVersion, kind) !== undefined) return [];
  const dialect = dialectOf(object);
  return dialect === undefined
    ? validateNetworkPolicy(object).errors
    : dialect.validate(object, around(dialect, told));
}

function dialectOf({ apiVersion, kind }: JsonObject): Dialect | undefined {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  return registry.dialects.find((dialect) => dialect.reads(apiVersion, kind));
}

/** Where no CNI is told, the first that enforces the dialect. */
function around(dialect: Dialect, { cni, options, crd }: Told): Surroundings {
  const first = registry.cnis.find(({ enforces }) => enforces.includes(dialect.name));
  return { cni: cni ?? first?.name ?? '', options, ...(crd === undefined ? {} : { crd }) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
