import { sortedMembers } from '../../../resources/api-server/crd-schema';
import { goJson, goQuoted } from '../../../resources/api-server/go-text';
import { labelKeyProblems, labelValueProblems } from '../../../resources/api-server/names';
import type { JsonObject, Path } from '../../../yaml/types';
import { objectOf, objectsOf, textOf, textsOf } from '../json';
import { fault } from './fault';
import type { Fault } from './fault';
import type { Agent } from './version';

/** Where a label selector stands: of groups of blocks the keys get a source of their own. */
export type SelectorUse = 'peers' | 'cidr groups';

/**
 * What the agent says of a label selector. Errors about several labels come by their keys here, in random order there.
 * Upstream: `pkg/labels/validation.go`; 1.19: `pkg/k8s/slim/k8s/apis/meta/v1/validation`.
 */
export function selectorFault(
  selector: JsonObject,
  path: Path,
  agent: Agent,
  use: SelectorUse = 'peers',
): Fault | undefined {
  const problems: Problem[] = [];
  const tell = (place: string, steps: Path, text: string) => {
    problems.push({ text: `${place}: ${text}`, path: [...path, ...steps] });
  };
  const invalid = (place: string, steps: Path, value: string, texts: readonly string[]) => {
    for (const text of texts) tell(place, steps, `Invalid value: ${goQuoted(value)}: ${text}`);
  };
  // Keys that have become the same are one, with the value of one of them.
  const labels = new Map(
    sortedMembers(objectOf(selector['matchLabels']) ?? {}).map(([written, value]) => [
      checkedKey(written, agent, use),
      { written, value },
    ]),
  );
  for (const [key, { written, value }] of labels) {
    const steps = ['matchLabels', written];
    invalid('matchLabels', steps, key, keyProblems(key, agent));
    invalid('matchLabels', steps, textOf(value), labelValueProblems(textOf(value)));
  }
  objectsOf(selector['matchExpressions']).forEach((expression, index) => {
    const place = `matchExpressions[${index}]`;
    const steps = ['matchExpressions', index];
    const operator = textOf(expression['operator']);
    const values = textsOf(expression['values']);
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0) {
        tell(
          `${place}.values`,
          steps,
          "Required value: must be specified when `operator` is 'In' or 'NotIn'",
        );
      }
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0) {
        tell(
          `${place}.values`,
          [...steps, 'values'],
          "Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
        );
      }
    } else {
      const at = 'operator' in expression ? [...steps, 'operator'] : steps;
      // Shown as JSON, being of a type of its own.
      tell(`${place}.operator`, at, `Invalid value: ${goJson(operator)}: not a valid selector operator`);
    }
    const key = checkedKey(textOf(expression['key']), agent, use);
    invalid(`${place}.key`, 'key' in expression ? [...steps, 'key'] : steps, key, keyProblems(key, agent));
    values.forEach((value, at) => {
      invalid(`${place}.values[${at}]`, [...steps, 'values', at], value, labelValueProblems(value));
    });
  });
  const [first] = problems;
  if (first === undefined) return undefined;
  const texts = [...new Set(problems.map(({ text }) => text))];
  const all = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  return fault(`invalid label selector: ${all ?? ''}`, first.path);
}

type Problem = { readonly text: string; readonly path: Path };

/** The key as it is checked and told: 1.19 has given it its source before. */
function checkedKey(key: string, { is120 }: Agent, use: SelectorUse): string {
  if (is120) return use === 'peers' ? key : groupKey(key);
  if (use === 'cidr groups') return `cidrgroup.${key}`;
  const isReserved = key.startsWith('reserved.') && !key.includes(':');
  const { source, rest } = splitSource(isReserved ? key.replace('.', ':') : key);
  const end = rest.indexOf('=');
  return `${source === '' ? 'any' : source}.${end < 0 ? rest : rest.slice(0, end)}`;
}

function keyProblems(key: string, { is120 }: Agent): readonly string[] {
  if (!is120) return labelKeyProblems(key);
  const parts = key.split(':', 3);
  if (parts.length > 2) {
    return ["a valid label key only support ':' character as a source separator with non empty value"];
  }
  if (parts.length < 2) return labelKeyProblems(key);
  const [source = '', rest = ''] = parts;
  return [
    ...(/^[A-Za-z0-9]+$/.test(source)
      ? []
      : ['label source should be a non empty string with only alphanumeric characters']),
    ...labelKeyProblems(rest),
  ];
}

/** Upstream: `parseSource` of `pkg/labels/labels.go`. */
function splitSource(key: string): { readonly source: string; readonly rest: string } {
  if (key.startsWith('$')) return { source: 'reserved', rest: key.slice(1) };
  const colon = key.indexOf(':');
  return { source: key.slice(0, Math.max(colon, 0)), rest: key.slice(colon + 1) };
}

function groupKey(key: string): string {
  const { source, rest } = splitSource(key);
  return `${source === '' ? 'cidrgroup' : source}:${rest}`;
}

/** A selector of groups of blocks as the agent prints it. */
export function groupSelectorJson(selector: JsonObject, agent: Agent): string {
  const shown = agent.is120 ? groupKey : (key: string) => key;
  const labels = sortedMembers(objectOf(selector['matchLabels']) ?? {}).map(([key, value]) => [
    shown(key),
    textOf(value),
  ]);
  const expressions = objectsOf(selector['matchExpressions']).map((expression) => {
    const values = textsOf(expression['values']);
    return {
      key: shown(textOf(expression['key'])),
      operator: textOf(expression['operator']),
      ...(values.length === 0 ? {} : { values }),
    };
  });
  return goJson({
    ...(labels.length === 0
      ? {}
      : { matchLabels: Object.fromEntries(sortedMembers(Object.fromEntries(labels) as JsonObject)) }),
    ...(expressions.length === 0 ? {} : { matchExpressions: expressions }),
  });
}
