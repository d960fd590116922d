import type { Analysis } from '../analysis/types';
import { checkPath, understand } from './check-path';
import { endText, serviceText } from './check-path-ends';
import { namedTexts } from './check-path-named';
import { pathWords } from './check-path-parse';
import type { PathWords } from './check-path-parse';
import type { CheckSuggestion } from './check-path-types';
import { endNames } from './explanation-ends';
import { connectionOf } from './explanation-flow';
import { name, sentence } from './sentences';

const shown = 8;

/** How to go on from what is typed: names for an end that is not finished, then ports with their verdicts. */
export function suggestPaths(analysis: Analysis, text: string): readonly CheckSuggestion[] {
  const understood = understand(analysis, pathWords(text));
  const { words } = understood;
  if (words.details !== undefined) return [];
  const ports = understood.kind === 'path' ? portSuggestions(analysis, words) : [];
  if (!words.separated) return endSuggestions(analysis, words.from, '', ' to ').slice(0, shown);
  const askedForPorts = words.ports.kind !== 'none' || /\s$/u.test(text);
  if (askedForPorts && understood.kind === 'path') return ports.slice(0, shown);
  const ends = endSuggestions(analysis, words.to, `${words.from} to `, ' ');
  const others = understood.kind === 'path' ? ends.filter((end) => end.text.trim() !== text.trim()) : ends;
  return [...ports, ...others].slice(0, shown);
}

/** Names that begin with, then names that hold, what is typed. */
function endSuggestions(
  analysis: Analysis,
  typed: string,
  before: string,
  after: string,
): readonly CheckSuggestion[] {
  const low = typed.toLowerCase();
  const ranked: { readonly rank: number; readonly suggestion: CheckSuggestion }[] = [];
  const offer = (called: string, value: string, detail: string, kind: CheckSuggestion['kind']) => {
    const rank = rankOf(called.toLowerCase(), value.toLowerCase(), low);
    if (rank === undefined) return;
    const suggestion: CheckSuggestion = {
      text: `${before}${value}${after}`,
      label: sentence(name(value)),
      detail,
      kind,
      verdict: undefined,
      verdictText: '',
      complete: false,
    };
    ranked.push({ rank, suggestion });
  };
  for (const workload of analysis.summary.workloads) {
    if (rankOf(workload.name.toLowerCase(), workload.id.toLowerCase(), low) === undefined) continue;
    const detail = `${workload.shortKind} in ${workload.namespace}`;
    offer(workload.name, endText(analysis, workload.id), detail, 'workload');
  }
  for (const { id, title, detail } of analysis.summary.outside) {
    offer(title, endText(analysis, id), detail || 'outside', 'outside');
  }
  if (/^(?:e|en|ent|enti|entit|entity|n|no|nod|node)(?::|$)/u.test(low)) {
    for (const { text, detail } of namedTexts(analysis)) {
      if (text.startsWith(low) && analysis.endOf(text) === undefined) offer(text, text, detail, 'outside');
    }
  }
  if (before !== '') {
    for (const service of analysis.summary.services) {
      const detail = `Service in ${service.namespace}${service.ports === '' ? '' : `, ${service.ports}`}`;
      offer(service.name, serviceText(analysis, service), detail, 'service');
    }
  }
  ranked.sort((a, b) => a.rank - b.rank);
  return ranked.slice(0, shown).map(({ suggestion }) => suggestion);
}

function rankOf(called: string, value: string, typed: string): number | undefined {
  if (called === typed || value === typed) return 0;
  if (called.startsWith(typed) || value.startsWith(typed)) return 1;
  return called.includes(typed) || value.includes(typed) ? 2 : undefined;
}

/** Ports of a destination that is understood: what is declared, or what the Service offers, then every port. */
function portSuggestions(analysis: Analysis, words: PathWords): readonly CheckSuggestion[] {
  const start = `${words.from} to ${words.to}`;
  const understood = understand(analysis, pathWords(start));
  if (understood.kind !== 'path') return [];
  const typed = typedPort(words);
  const offers: CheckSuggestion[] = [];
  const offer = (port: string, detail: string, kind: 'port' | 'every port') => {
    if (typed !== '' && !port.startsWith(typed) && !detail.startsWith(typed)) return;
    const text = `${start} ${port}`;
    const { verdict, verdictText } = verdictOf(analysis, text);
    offers.push({ text, label: sentence(port), detail, kind, verdict, verdictText, complete: true });
  };
  if (understood.to.kind === 'service') {
    const { service } = understood.to;
    for (const port of service.ports.slice(0, 6)) {
      offer(portText(port.protocol, port.port), `${port.name ?? 'port'}, of Service ${service.name}`, 'port');
    }
  } else if (understood.to.kind === 'ends') {
    const id = understood.to.ends[0]?.id ?? '';
    const workload = endNames(analysis).workload(id);
    for (const port of workload?.ports.slice(0, 6) ?? []) {
      const named = port.name === undefined ? '' : `${port.name}, `;
      offer(portText(port.protocol, port.port), `${named}declared by ${workload?.name ?? ''}`, 'port');
    }
    if (typed !== '' && /^\d+$/u.test(typed) && !offers.some(({ text }) => text.endsWith(` ${typed}`))) {
      offer(typed, 'typed', 'port');
    }
    const isCounted = understood.from.every(
      (end) => connectionOf(analysis, analysis.endOf(end.id), analysis.endOf(id)) !== undefined,
    );
    if (isCounted) offer('any port', '', 'every port');
  }
  return offers;
}

function typedPort(words: PathWords): string {
  switch (words.ports.kind) {
    case 'number':
      return `${words.ports.port}`;
    case 'name':
      return words.ports.name;
    case 'none':
    case 'every':
    case 'protocol':
    case 'wrong':
      return '';
  }
}

function portText(protocol: string, port: number): string {
  return protocol === 'TCP' ? `${port}` : `${port} ${protocol}`;
}

/** `denied`, or `denied on all` and `allowed on some` where the text stands for several paths. */
function verdictOf(analysis: Analysis, text: string): Pick<CheckSuggestion, 'verdict' | 'verdictText'> {
  const answer = checkPath(analysis, text);
  if (answer.kind !== 'paths' || answer.paths.length === 0) return { verdict: undefined, verdictText: '' };
  const kinds = new Set(answer.paths.map((path) => path.verdict));
  const [only] = kinds;
  const every = text.endsWith(' any port');
  if (kinds.size === 1 && only !== undefined) {
    const words = only === 'undetermined' ? 'cannot tell' : only;
    return { verdict: only, verdictText: every ? `${words} on all` : words };
  }
  return kinds.has('allowed')
    ? { verdict: 'allowed', verdictText: 'allowed on some' }
    : { verdict: 'undetermined', verdictText: 'cannot tell' };
}
