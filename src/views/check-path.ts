import type { Analysis, PathRef } from '../analysis/types';
import { sameAddress } from '../model/address';
import type { Address } from '../model/address';
import { readEnd } from './check-path-ends';
import type { CheckedEnd, EndReading } from './check-path-addresses';
import { pathWords } from './check-path-parse';
import type { PathWords, PortWords } from './check-path-parse';
import { readPorts } from './check-path-ports';
import { readService } from './check-path-services';
import type { CheckAnswer } from './check-path-types';
import { endNames } from './explanation-ends';
import { explain } from './explanation';
import type { Explanation } from './explanation-types';
import type { ExactEnds } from './explanation-flow';
import { code, sentence } from './sentences';
import type { Sentence } from './sentences';

export type { CheckAnswer, CheckedPath, CheckSuggestion } from './check-path-types';

/** Both ends as understood, or what is wrong with the text so far. */
export type UnderstoodPath =
  | { readonly kind: 'path'; readonly words: PathWords; readonly from: CheckedEnd[]; readonly to: EndReading }
  | { readonly kind: 'answer'; readonly answer: CheckAnswer; readonly words: PathWords };

const pathsShown = 12;

/** A path of the text with everything that can be said of it. */
export type ExplainedPath = { readonly port: string; readonly explanation: Explanation };

export type ExplainedPaths =
  | {
      readonly kind: 'explained';
      readonly portless: boolean;
      readonly paths: readonly ExplainedPath[];
      readonly notes: readonly Sentence[];
    }
  | { readonly kind: 'answer'; readonly answer: CheckAnswer };

/** Answers `batch to api 8080` and its like: every path that the text names, with its verdict and sentence. */
export function checkPath(analysis: Analysis, text: string): CheckAnswer {
  const found = explainWords(analysis, pathWords(text));
  if (found.kind === 'answer') return found.answer;
  const paths = found.paths.map(({ port, explanation }) => {
    const { path, from, to, verdict, conditions, sentence: words } = explanation;
    const isConditional = conditions !== undefined;
    return { path, from: from.title, to: to.title, port, verdict, isConditional, sentence: words };
  });
  return { kind: 'paths', portless: found.portless, paths, notes: found.notes };
}

/** Explains every path that the words name: the first cut of them whose names exist. */
export function explainWords(analysis: Analysis, cuts: readonly PathWords[]): ExplainedPaths {
  const understood = understand(analysis, cuts);
  if (understood.kind === 'answer') return understood;
  const { from, to, words } = understood;
  const notes: Sentence[] = from.flatMap((end) => (end.note === undefined ? [] : [end.note]));
  const wanted: { end: CheckedEnd; ports: PortWords }[] = [];
  if (to.kind === 'service') {
    const reading = readService(analysis, to.service, words.ports);
    if (reading.kind === 'problem') {
      const near = reading.near.map((one) => `${words.from} to ${one}`);
      return { kind: 'answer', answer: { ...reading, near } };
    }
    notes.push(...reading.notes);
    for (const { id, flowEnd, protocol, port } of reading.targets) {
      const known = protocol === 'other' ? undefined : protocol;
      wanted.push({
        end: { id, flowEnd, note: undefined },
        ports: { kind: 'number', port, protocol: known },
      });
    }
  } else if (to.kind === 'ends') {
    for (const end of to.ends) {
      if (end.note !== undefined) notes.push(end.note);
      wanted.push({ end, ports: words.ports });
    }
  }
  const paths: ExplainedPath[] = [];
  for (const source of from) {
    for (const { end, ports } of wanted) {
      if (paths.length >= pathsShown) break;
      const outcome = explainPorts(analysis, source, end, ports, words);
      if (outcome.kind === 'answer') return outcome;
      paths.push(...outcome.paths);
      notes.push(...outcome.notes);
    }
  }
  return {
    kind: 'explained',
    portless: words.ports.kind === 'none',
    paths: paths.slice(0, pathsShown),
    notes,
  };
}

/** Finds the cut of a text whose two names exist. */
export function understand(analysis: Analysis, cuts: readonly PathWords[]): UnderstoodPath {
  const [first] = cuts;
  const words = first ?? { from: '', separated: false, to: '', ports: { kind: 'none' } };
  if (words.from === '') return { kind: 'answer', words, answer: { kind: 'nothing' } };
  for (const cut of cuts) {
    if (cut.to === '') continue;
    const ends = readBoth(analysis, cut);
    if (ends.from.kind === 'ends' && ends.to.kind !== 'problem') {
      return { kind: 'path', words: cut, from: [...ends.from.ends], to: ends.to };
    }
  }
  const shortest = cuts.reduce((least, cut) => (cut.to.length < least.to.length ? cut : least), words);
  return { kind: 'answer', words: shortest, answer: complaint(analysis, shortest) };
}

function readBoth(analysis: Analysis, words: PathWords): { from: EndReading; to: EndReading } {
  const from = readEnd(analysis, words.from, undefined);
  const to = readEnd(analysis, words.to, namespaceOf(analysis, from));
  return {
    from: from.kind === 'problem' ? readEnd(analysis, words.from, namespaceOf(analysis, to)) : from,
    to,
  };
}

function namespaceOf(analysis: Analysis, reading: EndReading): string | undefined {
  if (reading.kind === 'service') return reading.service.namespace;
  const id = reading.kind === 'ends' ? reading.ends[0]?.id : undefined;
  return id === undefined ? undefined : endNames(analysis).workload(id)?.namespace;
}

/** What to say of a text in which something is missing or unknown. */
function complaint(analysis: Analysis, words: PathWords): CheckAnswer {
  const { from, to } = readBoth(analysis, words);
  const tail = words.separated ? ` to ${words.to}` : '';
  if (from.kind === 'problem') {
    return { ...from, near: from.near.map((near) => `${near}${tail}`.trim()) };
  }
  if (from.kind === 'service') {
    return {
      kind: 'problem',
      message: sentence('A Service only receives. Name the workload that sends.'),
      near: [],
    };
  }
  if (words.to === '') {
    const next = sentence('Now say where to, and on which port: ', code(`${words.from} to api 8080`), '.');
    return { kind: 'incomplete', next };
  }
  if (to.kind === 'problem') {
    return { ...to, near: to.near.map((near) => `${words.from} to ${near}${portTail(words)}`) };
  }
  return { kind: 'nothing' };
}

function portTail(words: PathWords): string {
  switch (words.ports.kind) {
    case 'number':
      return ` ${words.ports.port}${words.ports.protocol === undefined ? '' : ` ${words.ports.protocol}`}`;
    case 'name':
      return ` ${words.ports.name}`;
    case 'every':
      return ' any port';
    case 'protocol': {
      const { protocol, type } = words.ports;
      return ` protocol ${protocol}${type === undefined ? '' : ` type ${type}`}`;
    }
    case 'none':
    case 'wrong':
      return '';
  }
}

function explainPorts(
  analysis: Analysis,
  from: CheckedEnd,
  to: CheckedEnd,
  ports: PortWords,
  words: PathWords,
): ExplainedPaths {
  if (isOutside(analysis, from) && isOutside(analysis, to)) return outsideBoth();
  const reading = readPorts(analysis, from.id, to.id, ports);
  if (reading.kind === 'missing') {
    const example = `${words.from} to ${words.to} 443`;
    const next = sentence('Now say on which port: ', code(example), ', or ', code('any port'), '.');
    return { kind: 'answer', answer: { kind: 'incomplete', next } };
  }
  if (reading.kind === 'problem') {
    const near = reading.near.map((one) => `${words.from} to ${words.to} ${one}`);
    return { kind: 'answer', answer: { ...reading, near } };
  }
  const paths = reading.ports.flatMap(({ protocol, port, text }): readonly ExplainedPath[] => {
    const { details } = words;
    const ends = { from: from.id, to: to.id, protocol, port };
    const path: PathRef = details === undefined ? ends : { ...ends, details };
    const explanation = explain(analysis, path, exactEnds(from, to));
    return explanation === undefined ? [] : [{ port: text, explanation }];
  });
  const unseen = ({ lanes }: Explanation) => lanes.every(({ hasGate }) => !hasGate);
  const bothNamed = [from, to].every(({ id }) => endNames(analysis).workload(id) === undefined);
  if (bothNamed && paths.every(({ explanation }) => unseen(explanation))) return outsideBoth();
  return {
    kind: 'explained',
    portless: ports.kind === 'none',
    paths,
    notes: reading.note === undefined ? [] : [reading.note],
  };
}

/** Nodes may be policed; nothing else outside is. */
function isOutside(analysis: Analysis, { id, flowEnd }: CheckedEnd): boolean {
  if (flowEnd?.kind === 'domain') return true;
  if (flowEnd?.kind === 'entity' || flowEnd?.kind === 'node') return false;
  const isNode = flowEnd?.kind === 'address' && ownsAddress(analysis, flowEnd.address);
  return endNames(analysis).outside(id) !== undefined && !isNode;
}

function ownsAddress({ snapshot }: Analysis, address: Address): boolean {
  return snapshot.cluster.nodes.some((node) => node.addresses.some((own) => sameAddress(own, address)));
}

function outsideBoth(): ExplainedPaths {
  const message = sentence('Both ends are outside the cluster. No gate here sees what passes between them.');
  return { kind: 'answer', answer: { kind: 'problem', message, near: [] } };
}

function exactEnds(from: CheckedEnd, to: CheckedEnd): ExactEnds {
  return {
    ...(from.flowEnd === undefined ? {} : { from: from.flowEnd }),
    ...(to.flowEnd === undefined ? {} : { to: to.flowEnd }),
  };
}
