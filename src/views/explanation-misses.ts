import { namespaceNameLabel } from '../model/labels';
import type { Miss, PartStep, RuleStep } from '../model/verdict';
import { code, counted, listed, listedUpTo, name, sentence } from './sentences';
import type { Sentence, SentenceSpan } from './sentences';
import { rangeWords, requirementText } from './sentences-peers';

/** Whom the words are about: the peer's title, and the destination's title for named ports. */
export type MissSubject = { readonly peer: string; readonly destination: string };

/** How many things kept a rule from matching: of its peers the nearest, and of its ports the nearest. */
export function missCount(rule: RuleStep): number {
  return fewest(rule.peers) + fewest(rule.ports);
}

/** The alternatives that came closest; empty where everything is meant. */
export function nearestParts(parts: 'any' | readonly PartStep[]): readonly PartStep[] {
  if (parts === 'any') return [];
  const least = fewest(parts);
  return parts.filter((part) => distance(part) === least);
}

/** What did not match in the alternatives that came closest, as one phrase: ``wants `app=a` or `app=b`, has `app=c` ``. */
export function missedWords(parts: readonly PartStep[], subject: MissSubject): Sentence {
  const singles = parts.flatMap((part) => (part.misses.length === 1 ? part.misses : []));
  const joined = singles.length === parts.length ? joinedMisses(singles, subject) : undefined;
  if (joined !== undefined) return joined;
  const [nearest] = parts;
  if (nearest === undefined) return sentence('it names nobody');
  return sentence(
    ...nearest.misses.flatMap((miss, index) => [index === 0 ? '' : '; ', missWords(miss, subject)]),
    parts.length > 1 ? ` (${counted(parts.length - 1, 'other way', 'other ways')} no closer)` : '',
  );
}

/** The same in as few words as possible, for rules that did not come closest: `app=a`, `port 9090`. */
export function missedBriefly(parts: readonly PartStep[]): Sentence {
  const [nearest] = parts;
  if (nearest === undefined) return sentence('nobody');
  const words = listed(nearest.misses.slice(0, 2).map(briefMiss));
  return parts.length > 1 ? sentence(words, ` and ${parts.length - 1} more`) : words;
}

/** Misses of one kind about one thing read as one wish: `wants port 80 or 443`. */
function joinedMisses(misses: readonly Miss[], subject: MissSubject): Sentence | undefined {
  const [first] = misses;
  if (first === undefined || misses.length === 1) return undefined;
  const shown = 4;
  if (first.kind === 'label' && !isNamespaceName(first)) {
    const same = misses.every(
      (miss) =>
        miss.kind === 'label' &&
        miss.of === first.of &&
        miss.key === first.key &&
        (miss.operator === 'In' || miss.operator === 'Exists'),
    );
    if (!same) return undefined;
    const wishes = misses.flatMap((miss) => (miss.kind === 'label' ? [sentence(code(wishOf(miss)))] : []));
    return sentence(
      first.of === 'namespace' ? 'wants a namespace with ' : 'wants ',
      listedUpTo(wishes, shown, wishes.length, 'or'),
      ', ',
      actualWords(first),
    );
  }
  if (first.kind === 'port' && misses.every((miss) => miss.kind === 'port')) {
    const wishes = misses.map((miss) => sentence(rangeWords(miss.first, miss.last)));
    return sentence('wants port ', listedUpTo(wishes, shown, wishes.length, 'or'));
  }
  if (first.kind === 'address' && misses.every((miss) => miss.kind === 'address')) {
    const wishes = misses.map((miss) => sentence(code(miss.cidr)));
    return sentence(
      'wants an address in ',
      listedUpTo(wishes, shown, wishes.length, 'or'),
      ...actualAddress(first.actual),
    );
  }
  const alike = misses.every((miss) => miss.kind === first.kind);
  return alike && (first.kind === 'not a pod' || first.kind === 'host network')
    ? missWords(first, subject)
    : undefined;
}

function missWords(miss: Miss, subject: MissSubject): Sentence {
  switch (miss.kind) {
    case 'label':
      return isNamespaceName(miss) ? namespaceWords(miss) : labelWords(miss);
    case 'namespace':
      return sentence('wants a pod of ', name(miss.wanted), ', is in ', name(miss.actual));
    case 'not a pod':
      return sentence('wants a pod, which ', name(subject.peer), ' is not');
    case 'host network':
      return sentence('wants a pod of the pod network; ', name(subject.peer), " uses its node's network");
    case 'address':
      return sentence(
        'wants an address in ',
        code(miss.cidr),
        ...(miss.except === undefined ? [] : [' except ', code(miss.except)]),
        ...actualAddress(miss.actual),
      );
    case 'address unknown':
      return sentence('wants an address in ', code(miss.cidr), '; which one it has is not known');
    case 'protocol':
      return sentence(
        'wants ',
        miss.wanted,
        miss.actual === 'other' ? ', is another protocol' : `, is ${miss.actual}`,
      );
    case 'port':
      return sentence('wants port ', rangeWords(miss.first, miss.last));
    case 'named port':
      return namedPortWords(miss, subject);
    case 'words':
      return sentence(miss.words);
  }
}

function briefMiss(miss: Miss): Sentence {
  switch (miss.kind) {
    case 'label':
      if (isNamespaceName(miss)) return sentence('namespace ', namespaceNames(miss));
      return sentence(code(requirementText({ key: miss.key, operator: miss.operator, values: miss.wanted })));
    case 'namespace':
      return sentence('namespace ', name(miss.wanted));
    case 'not a pod':
      return sentence('a pod');
    case 'host network':
      return sentence('not on the host network');
    case 'address':
      return miss.except === undefined
        ? sentence(code(miss.cidr))
        : sentence(code(miss.cidr), ' except ', code(miss.except));
    case 'address unknown':
      return sentence(code(miss.cidr));
    case 'protocol':
      return sentence(miss.wanted);
    case 'port':
      return sentence('port ', rangeWords(miss.first, miss.last));
    case 'named port':
      return sentence('port ', code(miss.name));
    case 'words':
      return sentence(miss.words);
  }
}

/** One address, or the ranges in which it must be. */
function actualAddress(actual: string): readonly [string, SentenceSpan] {
  return [/[/,]/u.test(actual) ? ', is somewhere in ' : ', has ', code(actual)];
}

type LabelMiss = Extract<Miss, { kind: 'label' }>;

/** A namespace asked for by the label that carries its name. */
function isNamespaceName(miss: LabelMiss): boolean {
  return miss.of === 'namespace' && miss.key === namespaceNameLabel && miss.operator === 'In';
}

function namespaceNames(miss: LabelMiss): Sentence {
  const wanted = miss.wanted.slice(0, 4).map((value) => sentence(name(value)));
  return listedUpTo(wanted, 4, miss.wanted.length, 'or');
}

function namespaceWords(miss: LabelMiss): Sentence {
  return sentence('wants namespace ', namespaceNames(miss), ', is in ', name(miss.actual ?? ''));
}

function labelWords(miss: LabelMiss): Sentence {
  const wish = code(wishOf(miss));
  const of = miss.of === 'namespace' ? 'a namespace with ' : '';
  switch (miss.operator) {
    case 'In':
    case 'Exists':
      return sentence(`wants ${of}`, wish, ', ', actualWords(miss));
    case 'NotIn':
    case 'DoesNotExist':
      return miss.of === 'namespace'
        ? sentence('wants a namespace with ', wish, ', ', actualWords(miss))
        : sentence('wants ', wish, ', ', actualWords(miss));
  }
}

function actualWords(miss: LabelMiss): Sentence {
  const its = miss.of === 'namespace' ? 'its namespace has ' : 'has ';
  return miss.actual === undefined
    ? sentence(`${its}no `, code(miss.key))
    : sentence(its, code(`${miss.key}=${miss.actual}`));
}

/** A requirement with at most three of its values. */
function wishOf(miss: LabelMiss): string {
  const values = miss.wanted.length > 4 ? [...miss.wanted.slice(0, 3), '…'] : miss.wanted;
  return requirementText({ key: miss.key, operator: miss.operator, values });
}

function namedPortWords(miss: Extract<Miss, { kind: 'named port' }>, subject: MissSubject): Sentence {
  if (miss.declared.length === 0) {
    return sentence(
      'wants the port named ',
      code(miss.name),
      ', which ',
      name(subject.destination),
      ' does not declare',
    );
  }
  const declared = miss.declared.slice(0, 3).map((port) => sentence(code(port)));
  return sentence(
    'wants the port named ',
    code(miss.name),
    ', which ',
    name(subject.destination),
    ' declares as ',
    listedUpTo(declared, 3, miss.declared.length),
  );
}

function fewest(parts: 'any' | readonly PartStep[]): number {
  if (parts === 'any') return 0;
  return parts.reduce((least, part) => Math.min(least, distance(part)), parts.length === 0 ? 1 : Infinity);
}

/** Engines need not say what kept an alternative from matching: then it is one thing. */
function distance({ matched, misses }: PartStep): number {
  return matched === 'yes' ? 0 : Math.max(1, misses.length);
}
