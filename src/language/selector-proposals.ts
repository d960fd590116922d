import type { Snapshot } from '../snapshot/types';
import type { Path } from '../yaml/types';
import { labeledSets } from './calico-sets';
import type { CaretContext, Proposal } from './caret-context';
import { labelKeys, labelValues, namespaceNames, type LiveValue } from './live-values';
import { selectorCaret } from './selector-caret';

/** A proposal inside a value, with how many characters before and behind the caret it takes the place of. */
export type InnerProposal = { readonly proposal: Proposal; readonly before: number; readonly after: number };

/** Whose labels a selector looks at. */
type Looks = 'pods' | 'ends' | 'namespaces' | 'accounts';

const operators: readonly (readonly [text: string, detail: string])[] = [
  ['==', 'equals'],
  ['!=', 'is absent or another'],
  ['in', 'is one of'],
  ['not in', 'is absent or none of'],
  ['contains', 'holds this text'],
  ['starts with', 'begins with this text'],
  ['ends with', 'ends with this text'],
];

/**
 * What may be written in a selector of Calico's language at the caret: live labels and their values, operators, and
 * what joins them. `written` is the value as YAML has it, up to the caret; `behind` the rest of its line.
 */
export function selectorProposals(
  context: CaretContext,
  written: string,
  behind: string,
): readonly InnerProposal[] {
  const first = written.charAt(0);
  const yamlQuote = first === '"' || first === "'" ? first : undefined;
  const caret = selectorCaret(yamlQuote === undefined ? written : written.slice(1));
  if (caret === undefined) return [];
  const looks = looksAt(context.path);
  const atStart = written.trim() === caret.begun && yamlQuote === undefined;
  const rest = /^[A-Za-z0-9_./-]*/.exec(behind)?.[0].length ?? 0;
  const place = (proposal: Proposal): InnerProposal => ({
    proposal,
    before: caret.begun.length,
    after: rest,
  });
  const word = (text: string, detail: string, again = false): Proposal => ({
    label: text.trim(),
    kind: 'value',
    detail,
    doc: '',
    text,
    ...(again ? { again } : {}),
  });
  switch (caret.wants) {
    case 'operand':
      return [
        ...keysFor(context, looks).map(({ value, detail }) => label(value, detail, `${value} `, true)),
        word('has(', 'the label is there', true),
        word('all()', everything(looks)),
        ...(looks === 'namespaces' ? [word('global()', 'what is in no namespace')] : []),
        // At its start a plain value would become a tag of YAML.
        ...(atStart ? [] : [word('!', 'not')]),
      ].map(place);
    case 'label':
      return keysFor(context, looks)
        .map(({ value, detail }) => label(value, detail, behind.startsWith(')', rest) ? value : `${value})`))
        .map(place);
    case 'operator':
      return operators
        .map(([text, detail]) => word(text.endsWith('in') ? `${text} {` : `${text} `, detail, true))
        .map(place);
    case 'next value':
      return [word(', ', 'one more', true), word('}', 'no more')].map(place);
    case 'connective':
      return [word('&& ', 'and', true), word('|| ', 'or', true)].map(place);
    case 'value': {
      const quote = caret.quote ?? (yamlQuote === "'" ? '"' : "'");
      const closed = behind.startsWith(quote, rest);
      const close = caret.quote !== undefined && closed ? '' : quote;
      const open = caret.quote === undefined ? quote : '';
      return valuesFor(context, looks, caret.label)
        .filter(({ value }) => !/['"\\]/.test(value))
        .map(({ value, detail }) => place(label(value, detail, `${open}${value}${close}`)));
    }
  }
}

function label(name: string, detail: string, text: string, again = false): Proposal {
  return { label: name, kind: 'label', detail, doc: '', text, ...(again ? { again } : {}) };
}

function everything(looks: Looks): string {
  switch (looks) {
    case 'pods':
      return 'every endpoint';
    case 'ends':
      return 'every endpoint and network set';
    case 'namespaces':
      return 'every namespace';
    case 'accounts':
      return 'every service account';
  }
}

function looksAt(path: Path): Looks {
  if (path.includes('serviceAccounts') || path.at(-1) === 'serviceAccountSelector') return 'accounts';
  if (path.at(-1) === 'namespaceSelector') return 'namespaces';
  return path.includes('source') || path.includes('destination') ? 'ends' : 'pods';
}

/** Where the pods are that a selector can find: the policy's own namespace, unless something beside it says otherwise. */
function spaces(context: CaretContext): readonly string[] | undefined {
  const isGlobal = context.kind.includes('Global') || context.kind === 'Profile';
  const widened = context.hasKey([...context.path.slice(0, -1), 'namespaceSelector']);
  return isGlobal || widened ? undefined : [context.namespace];
}

function keysFor(context: CaretContext, looks: Looks): readonly LiveValue[] {
  const { snapshot } = context;
  const { cluster } = snapshot;
  const name = { value: 'projectcalico.org/name', detail: 'its name' };
  switch (looks) {
    case 'namespaces':
      return [...labelKeys(cluster, 'namespaces'), name];
    case 'accounts': {
      const keys = [...(cluster.serviceAccounts ?? [])].flatMap(([, labels]) => [...labels.keys()]);
      return [...[...new Set(keys)].sort().map((value) => ({ value, detail: '' })), name];
    }
    case 'ends':
    case 'pods': {
      const own = labelKeys(cluster, 'pods', spaces(context));
      const sets = setLabels(snapshot, looks).filter(([key]) => !own.some(({ value }) => value === key));
      return [
        ...own,
        ...distinct(sets.map(([key, , of]) => [key, of])),
        { value: 'projectcalico.org/namespace', detail: 'name of the namespace' },
        { value: 'projectcalico.org/serviceaccount', detail: 'name of the service account' },
        { value: 'projectcalico.org/orchestrator', detail: 'k8s for pods' },
      ];
    }
  }
}

function valuesFor(context: CaretContext, looks: Looks, key: string): readonly LiveValue[] {
  const { snapshot } = context;
  const { cluster } = snapshot;
  if (key === 'projectcalico.org/namespace' || (key === 'projectcalico.org/name' && looks === 'namespaces')) {
    return namespaceNames(cluster);
  }
  if (key === 'projectcalico.org/orchestrator') return [{ value: 'k8s', detail: 'pods' }];
  const account = key === 'projectcalico.org/serviceaccount';
  if (account || (key === 'projectcalico.org/name' && looks === 'accounts')) {
    return distinct(cluster.pods.map((pod) => [pod.serviceAccount, `account of ${pod.name}`]));
  }
  switch (looks) {
    case 'namespaces':
      return labelValues(cluster, 'namespaces', key);
    case 'accounts':
      return distinct(
        [...(cluster.serviceAccounts ?? [])].flatMap(([name, labels]) => {
          const value = labels.get(key);
          return value === undefined ? [] : [[value, name] as const];
        }),
      );
    case 'ends':
    case 'pods': {
      const own = labelValues(cluster, 'pods', key, spaces(context));
      const sets = setLabels(snapshot, looks).filter(
        ([name, value]) => name === key && !own.some((one) => one.value === value),
      );
      return [...own, ...distinct(sets.map(([, value, of]) => [value, of]))];
    }
  }
}

/** Labels of host endpoints, and for rules of network sets, with whose they are. */
function setLabels(
  snapshot: Snapshot,
  looks: Looks,
): readonly (readonly [key: string, value: string, of: string])[] {
  return labeledSets(snapshot)
    .filter(({ kind }) => looks === 'ends' || kind === 'HostEndpoint')
    .flatMap(({ kind, name, labels }) =>
      [...labels]
        .filter(([key]) => !key.startsWith('pcns.') && !key.startsWith('projectcalico.org/'))
        .map(([key, value]) => [key, value, `${kind} ${name}`] as const),
    );
}

function distinct(pairs: readonly (readonly [value: string, detail: string])[]): readonly LiveValue[] {
  const found = new Map<string, string>();
  for (const [value, detail] of pairs) if (!found.has(value)) found.set(value, detail);
  return [...found].map(([value, detail]) => ({ value, detail }));
}
