import { within } from '../model/origin';
import type { Origin } from '../model/origin';
import type { Json, JsonObject, YamlDocument } from '../yaml/types';
import type { ResourceDiagnostic } from './diagnostic';
import { isObject } from './place';
import type { Resource } from './resource';

/** The objects of a document in their order, and what is wrong with the rest of it. */
export type ResourcesRead = {
  readonly resources: readonly Resource[];
  readonly diagnostics: readonly ResourceDiagnostic[];
};

/** Lists inside Lists; nobody needs more than one, and every level makes the paths of its items longer. */
const deepestList = 20;

/** The objects of a document: itself, or the items of a List. */
export function resourcesOf(document: YamlDocument): readonly Resource[] {
  return readResources(document.value, { file: document.file, document: document.index, path: [] }).resources;
}

/**
 * Reads a document's value. Lists of any kind (`List`, `PodList`) are flattened, nested ones too; items of a typed list
 * without kind and apiVersion take those of the list. Null gives nothing. Upstream: apimachinery
 * `pkg/apis/meta/v1/unstructured` decodeToList; the messages are kubectl's.
 */
export function readResources(value: Json, origin: Origin): ResourcesRead {
  const resources: Resource[] = [];
  const diagnostics: ResourceDiagnostic[] = [];
  const wrong = (at: Origin, message: string): void => {
    diagnostics.push({ code: 'RES-OBJECT', severity: 'error', message, origin: at, part: 'value' });
  };
  // A stack of what is still to be read, last first: nesting may be deeper than calls can go.
  const open: { value: Json; origin: Origin; kind?: string; apiVersion?: string }[] = [{ value, origin }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value: at, origin: place } = next;
    if (at === null) continue;
    if (!isObject(at)) {
      wrong(place, 'invalid object to validate');
      continue;
    }
    const untyped = isMissing(at['kind']) && isMissing(at['apiVersion']);
    const kind = untyped && next.kind !== undefined ? next.kind : at['kind'];
    const apiVersion = untyped && next.apiVersion !== undefined ? next.apiVersion : at['apiVersion'];
    const problem = typeProblem(apiVersion, kind);
    if (typeof kind !== 'string' || typeof apiVersion !== 'string' || kind === '') {
      wrong(place, problem ?? 'kind not set');
      continue;
    }
    const items = at['items'];
    if (kind.endsWith('List') && Array.isArray(items)) {
      if (place.path.length > 2 * deepestList) {
        wrong(place, `Lists are nested more than ${deepestList} deep here; this one is left out.`);
        continue;
      }
      const list = items as readonly Json[];
      const itemKind = kind.slice(0, -'List'.length);
      for (let index = list.length - 1; index >= 0; index -= 1) {
        const item = list[index] ?? null;
        const itemOrigin = within(place, 'items', index);
        open.push(
          itemKind === ''
            ? { value: item, origin: itemOrigin }
            : { value: item, origin: itemOrigin, kind: itemKind, apiVersion },
        );
      }
      continue;
    }
    resources.push({ apiVersion, kind, ...nameOf(at), value: at, origin: place });
  }
  return { resources, diagnostics };
}

/** Why an object's type cannot be told, in kubectl's words (`pkg/util/openapi/validation` and its aggregate). */
export function typeProblem(apiVersion: Json | undefined, kind: Json | undefined): string | undefined {
  const problems = [...memberProblem('apiVersion', apiVersion), ...memberProblem('kind', kind)];
  return problems.length > 1 ? `[${problems.join(', ')}]` : problems[0];
}

function memberProblem(name: string, value: Json | undefined): readonly string[] {
  if (isMissing(value)) return [`${name} not set`];
  return typeof value === 'string' ? [] : [`${name} isn't string type`];
}

function isMissing(value: Json | undefined): value is undefined | null {
  return value === undefined || value === null;
}

/** Names of the wrong type count as missing here; who reads the kind says so. */
function nameOf(value: JsonObject): { readonly name: string; readonly namespace: string | undefined } {
  const metadata = value['metadata'];
  if (!isObject(metadata)) return { name: '', namespace: undefined };
  const { name, namespace } = metadata;
  return {
    name: typeof name === 'string' ? name : '',
    namespace: typeof namespace === 'string' ? namespace : undefined,
  };
}
