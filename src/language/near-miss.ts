import { nearest } from '../expectations/nearest';
import { namespaceNameLabel, type Labels } from '../model/labels';
import { meets, selects, type Requirement, type Selector } from '../model/selector';
import type { Snapshot } from '../snapshot/types';
import { nodeAt, spanAt } from '../yaml/places';
import { scalarText } from '../yaml/scalar-text';
import type { Path, Span, TextEdit, YamlDocument } from '../yaml/types';
import type { NearMiss } from './types';

/** Somebody who might have been meant. */
export type Candidate = { readonly name: string; readonly labels: Labels };

type Guess = {
  readonly requirement: Requirement;
  readonly key: string;
  readonly value: string;
  readonly wanted: string;
};

const mostCarriers = 5;
/** Values this short are near to everything. */
const shortest = 3;

/**
 * Labels that a selector which matches nothing most probably means (FIX-3, FIX-4): a value that is nearly the written
 * one, the same value under another key, a namespace's name under a label that no namespace has. Those with which
 * the whole selector would match somebody come first, and alone if there are any.
 */
export function nearMisses(
  snapshot: Snapshot,
  selector: Selector,
  candidates: readonly Candidate[],
  of: 'pods' | 'namespaces',
): readonly NearMiss[] {
  if (candidates.some((candidate) => selects(selector, candidate.labels))) return [];
  const guesses = selector.requirements
    .filter((requirement) => !candidates.some((candidate) => meets(requirement, candidate.labels)))
    .flatMap((requirement) => guessesFor(requirement, candidates, of));
  const judged = guesses.map((guess) => ({ guess, heals: heals(selector, guess, candidates) }));
  const healing = judged.filter((one) => one.heals);
  return (healing.length > 0 ? healing : judged)
    .map(({ guess }) => describe(snapshot, guess, candidates))
    .filter((miss) => miss.edits.length > 0);
}

function guessesFor(
  requirement: Requirement,
  candidates: readonly Candidate[],
  of: 'pods' | 'namespaces',
): readonly Guess[] {
  if (requirement.operator === 'Exists') {
    const keys = new Set(candidates.flatMap((candidate) => [...candidate.labels.keys()]));
    const key = prefixed(requirement.key, keys) ?? nearest(requirement.key, keys);
    return key === undefined ? [] : [{ requirement, key, value: '', wanted: '' }];
  }
  if (requirement.operator !== 'In') return [];
  const guesses: Guess[] = [];
  for (const wanted of requirement.values) {
    const values = candidates.flatMap((candidate) => candidate.labels.get(requirement.key) ?? []);
    const value = wanted.length < shortest ? undefined : nearest(wanted, values);
    if (value !== undefined) guesses.push({ requirement, key: requirement.key, value, wanted });
    const keys = new Set(
      candidates.flatMap(({ labels }) =>
        [...labels].filter(([, held]) => held === wanted).map(([key]) => key),
      ),
    );
    keys.delete(requirement.key);
    const namesNamespace = of === 'namespaces' && keys.has(namespaceNameLabel);
    const other = namesNamespace
      ? namespaceNameLabel
      : (prefixed(requirement.key, keys) ?? (keys.size === 1 ? [...keys][0] : undefined));
    if (other !== undefined) guesses.push({ requirement, key: other, value: wanted, wanted });
  }
  return guesses;
}

/** The key that is the wanted one with a prefix more or less: `app` and `app.kubernetes.io/app`. */
function prefixed(wanted: string, keys: Iterable<string>): string | undefined {
  for (const key of keys) if (key.endsWith(`/${wanted}`) || wanted.endsWith(`/${key}`)) return key;
  return undefined;
}

function heals(selector: Selector, guess: Guess, candidates: readonly Candidate[]): boolean {
  const { requirement } = guess;
  const repaired: Requirement = {
    ...requirement,
    key: guess.key,
    values: requirement.values.map((value) => (value === guess.wanted ? guess.value : value)),
  };
  const rest = selector.requirements.filter((one) => one !== requirement);
  return candidates.some(({ labels }) => meets(repaired, labels) && rest.every((one) => meets(one, labels)));
}

function describe(snapshot: Snapshot, guess: Guess, candidates: readonly Candidate[]): NearMiss {
  const { requirement, key, value, wanted } = guess;
  const carriers = candidates.filter(({ labels }) =>
    requirement.operator === 'Exists' ? labels.has(key) : labels.get(key) === value,
  );
  const names = [...new Set(carriers.map((candidate) => candidate.name))];
  const pair = (k: string, v: string) => (requirement.operator === 'Exists' ? k : `${k}=${v}`);
  return {
    key: requirement.key,
    wanted: pair(requirement.key, wanted),
    actual: pair(key, value),
    carriers: names.slice(0, mostCarriers),
    carried: names.length,
    edits: editsFor(snapshot, guess),
  };
}

/** Replaces the one word that is off: the value, or the key. */
function editsFor(snapshot: Snapshot, guess: Guess): readonly TextEdit[] {
  const { origin, key, values } = guess.requirement;
  const document = snapshot.documents.get(origin.file)?.[origin.document];
  if (document === undefined) return [];
  const own = nodeAt(document.root, origin.path);
  if (own?.kind === 'scalar' && /[sS]elector$/.test(String(origin.path.at(-1)))) {
    return editsInside(document, { start: own.start, end: own.end }, guess);
  }
  const isLabel = origin.path.at(-1) === key && origin.path.at(-2) !== 'matchExpressions';
  if (guess.key !== key) {
    return isLabel
      ? replace(document, origin.path, 'key', guess.key)
      : replace(document, [...origin.path, 'key'], 'value', guess.key);
  }
  if (isLabel) return replace(document, origin.path, 'value', guess.value);
  // The model keeps values sorted; the text may not.
  return values
    .map((_, i) => [...origin.path, 'values', i])
    .filter((path) => textAt(document, path) === guess.wanted)
    .flatMap((path) => replace(document, path, 'value', guess.value));
}

/** The same in a selector that is one text: the word there, where it stands once. */
function editsInside(document: YamlDocument, { start, end }: Span, guess: Guess): readonly TextEdit[] {
  const text = document.text.slice(start, end);
  const isKey = guess.key !== guess.requirement.key;
  const word = isKey ? guess.requirement.key : guess.wanted;
  const around = isKey ? /[A-Za-z0-9_./'"-]/ : /[^'"]/;
  const at = text.indexOf(word);
  const alone = at >= 0 && text.indexOf(word, at + 1) === -1;
  // Whatever needs escapes, in the selector or in YAML, is left alone.
  const plain = /^[A-Za-z0-9_./-]+$/;
  const bounded = ![text.charAt(at - 1), text.charAt(at + word.length)].some((c) => around.test(c));
  const replacement = isKey ? guess.key : guess.value;
  if (!alone || !bounded || !plain.test(word) || !plain.test(replacement)) return [];
  const from = document.start + start + at;
  return [{ file: document.file, start: from, end: from + word.length, text: replacement }];
}

function textAt(document: YamlDocument, path: Path): string | undefined {
  const span = spanAt(document, path, 'value');
  if (span === undefined) return undefined;
  const text = document.text.slice(span.start - document.start, span.end - document.start);
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text;
}

function replace(
  document: YamlDocument,
  path: Path,
  part: 'key' | 'value',
  text: string,
): readonly TextEdit[] {
  const span = spanAt(document, path, part);
  return span === undefined ? [] : [{ file: document.file, ...span, text: scalarText(text, 'flow') }];
}
