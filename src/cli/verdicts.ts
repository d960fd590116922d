import type { Verdict } from '../model/verdict';
import { registry } from '../registry';
import { buildSnapshot } from '../snapshot/build';
import type { JsonObject } from '../yaml/types';
import { InputError } from './input-error';
import { flowOfQuery, isRecord, podsByName, readQuery } from './query';
import type { Query } from './query';

type Case = {
  readonly id: unknown;
  readonly cni: string | undefined;
  /** Options of the engine, by its names for them. */
  readonly options: JsonObject;
  /** DNS names by the address that they stand for. */
  readonly names: JsonObject;
  readonly resources: readonly unknown[];
  readonly queries: readonly Query[];
};

/**
 * Verdicts of the cases of a text of JSON lines: per case a line `{"id", "verdicts": […]}` with the verdicts in the order
 * of its queries. The case's CNI wins over that of `options`. Throws InputError for what is no case.
 */
export function verdictLines(text: string, options: { readonly cni?: string } = {}): string[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    return JSON.stringify(answer(readCase(line, `line ${index + 1}`), options.cni));
  });
}

function answer(asked: Case, otherwise: string | undefined): object {
  const { id, resources, queries } = asked;
  const name = asked.cni ?? otherwise;
  if (name !== undefined && !registry.cnis.some((known) => known.name === name)) {
    throw new InputError(`case ${String(id)}: there is no CNI ${JSON.stringify(name)}`);
  }
  const items = [...settingsOf(asked), ...resources];
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const { cluster, evaluator } = buildSnapshot(
    {
      files: [{ id: 'case', name: 'case.json', text }],
      revision: 0,
      ...(name !== undefined && { cni: name }),
    },
    registry,
  );
  const pods = podsByName(cluster);
  const verdicts = queries.map((query) => {
    const { verdict, egress, ingress } = evaluator.verdict(flowOfQuery(query, pods, `case ${String(id)}`));
    return { verdict: verdict.kind, egress: egress.kind, ingress: ingress.kind, ...furtherOf(verdict) };
  });
  return { id, verdicts };
}

/** What is told of a verdict besides its kind. */
export function furtherOf(verdict: Verdict): object {
  switch (verdict.kind) {
    case 'undetermined':
      return { reason: verdict.reason };
    case 'denied':
      return verdict.authentication === undefined ? {} : { auth: verdict.authentication };
    case 'allowed':
      return {
        ...(verdict.conditions !== undefined && { conditional: true }),
        ...(verdict.authentication !== undefined && { auth: verdict.authentication }),
      };
  }
}

/** The options and names of a case as the document that says them. */
export function settingsOf({
  options,
  names,
}: {
  readonly options: JsonObject;
  readonly names: JsonObject;
}): readonly JsonObject[] {
  if (Object.keys(options).length + Object.keys(names).length === 0) return [];
  const domains = Object.entries(names).flatMap(([address, list]) =>
    (Array.isArray(list) ? list : []).map((name) => ({ name: String(name), addresses: [address] })),
  );
  return [
    {
      apiVersion: 'drawbridge.internal/v1alpha1',
      kind: 'Settings',
      metadata: { name: 'settings' },
      spec: { options, domains },
    },
  ];
}

function readCase(line: string, place: string): Case {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new InputError(`${place}: not JSON`);
  }
  const wrong = (what: string): never => {
    throw new InputError(`${place}: ${what}`);
  };
  if (!isRecord(value)) return wrong('a case is an object');
  const { id, cni, options = {}, names = {}, resources, queries } = value;
  if (cni !== undefined && typeof cni !== 'string') return wrong('cni is a name');
  if (!isRecord(options)) return wrong('options is an object');
  if (!isRecord(names)) return wrong('names is an object');
  if (!Array.isArray(resources)) return wrong('resources is a list');
  if (!Array.isArray(queries)) return wrong('queries is a list');
  return {
    id,
    cni,
    options: options as JsonObject,
    names: names as JsonObject,
    resources: resources as readonly unknown[],
    queries: queries.map((query: unknown, index) => readQuery(query, `${place}: query ${index + 1}`)),
  };
}
