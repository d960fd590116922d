import type { Analysis, OutsideSummary, PathMeaning, Summary } from '../../analysis/types';
import { addressBits, containsCidr, parseCidr, type Cidr } from '../../model/address';
import type { PortSet } from '../../model/ports';
import type { Card, Pill } from './cards';

/**
 * The pills of the picture. What is outside stands at the left as a sender and at the right as a receiver, and parts
 * with the same lines are one pill: the Internet and a range of it that may do the same are drawn as the Internet.
 */
export function pillsOf(analysis: Analysis, cards: readonly Card[]): readonly Pill[] {
  const { summary } = analysis;
  if (summary.outside.length === 0 || summary.workloads.length === 0) return [];
  const portKey = portKeys();
  const said = (other: number, meanings: readonly PathMeaning[]) =>
    meanings.map(({ meaning, ports }) => `${other} ${meaning} ${portKey(ports)};`).join('');
  const sends = new Map<number, string>();
  for (const { end } of summary.outside) {
    let text = '';
    for (const { to, meanings } of analysis.meaningsFrom(end, { unguarded: false })) {
      text += said(to, meanings);
    }
    sends.set(end, text);
  }
  const receives = new Map<number, string[]>();
  const first = summary.workloads.length;
  for (const card of cards) {
    for (const { to, meanings } of analysis.meaningsFrom(card.first.end, { unguarded: false })) {
      if (to < first) continue;
      const list = receives.get(to);
      const text = said(card.first.end, meanings);
      if (list === undefined) receives.set(to, [text]);
      else list.push(text);
    }
  }
  const own = clusterRanges(analysis);
  const left = grouped(summary, (end) => sends.get(end) ?? '', 'left', own);
  const right = grouped(summary, (end) => (receives.get(end) ?? []).join(''), 'right', own);
  return [...left, ...right];
}

const kinds: readonly OutsideSummary['kind'][] = [
  'internet',
  'named',
  'set',
  'cidr',
  'entity',
  'node',
  'domain',
];

/** Up to so many domains or nodes each has a card, though some of them have the same lines. */
const eachUpTo = 6;

/** One pill for all parts with the same lines on one side. */
function grouped(
  summary: Summary,
  linesOf: (end: number) => string,
  side: Pill['side'],
  own: readonly Cidr[],
): Pill[] {
  const groups = new Map<string, OutsideSummary[]>();
  const sorted = summary.outside
    .filter(({ kind }) => side === 'right' || kind !== 'domain')
    .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.end - b.end);
  const counts = new Map<OutsideSummary['kind'], number>();
  for (const { kind } of sorted) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  for (const part of sorted) {
    const lines = linesOf(part.end);
    const key = groupKey(part, lines, counts.get(part.kind) ?? 0);
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [part]);
    else list.push(part);
  }
  return [...groups].flatMap(([lines, parts]): Pill[] => {
    const [part] = parts;
    if (part === undefined) return [];
    const always = side === 'left' ? part === sorted[0] && part.kind === 'internet' : part.kind === 'named';
    return [
      {
        id: side === 'left' ? part.id : `${part.id} to`,
        side,
        kind: part.kind,
        title: part.title,
        detail: detailOf(parts, lines === '' ? [] : sorted, own),
        parts,
        always,
      },
    ];
  });
}

/** Parts with equal keys are drawn as one. Names stand for themselves, but `world` is another word for the Internet. */
function groupKey(part: OutsideSummary, lines: string, alike: number): string {
  switch (part.kind) {
    case 'internet':
    case 'cidr':
      return lines;
    case 'set':
      if (lines === '') return lines;
      return alike <= eachUpTo ? `set ${part.title} ${lines}` : `set ${lines}`;
    case 'named':
      return lines === '' ? part.id : lines;
    case 'entity':
      return part.id === 'entity:world' ? lines : part.id;
    case 'node':
    case 'domain':
      return alike <= eachUpTo ? part.id : `${part.kind} ${lines}`;
  }
}

/** What belongs to a pill besides its title or, of the Internet, what does not. */
function detailOf(
  parts: readonly OutsideSummary[],
  all: readonly OutsideSummary[],
  own: readonly Cidr[],
): string {
  const [first] = parts;
  if (first?.kind === 'internet') {
    const others = all.filter((part) => isRange(part) && !parts.includes(part) && !isOfCluster(part, own));
    const cut = others.length === 1 ? `but ${others[0]?.title ?? ''}` : `but ${others.length} ranges`;
    const words = parts.some(({ id }) => id === 'entity:world') ? ['world'] : [];
    return [...words, ...(others.length === 0 ? [] : [cut])].join(', ');
  }
  if (parts.length === 1) return first?.detail ?? '';
  const cidrs = parts.flatMap((part) => part.cidrs);
  if (first?.kind === 'set' && parts.every(({ title }) => title === first.title)) {
    return `${cidrs[0] ?? ''} and ${cidrs.length - 1} more`;
  }
  return `and ${parts.length - 1} more`;
}

/** Whether it is told by addresses that are not the rest of the Internet. */
function isRange({ kind }: OutsideSummary): boolean {
  return kind === 'cidr' || kind === 'named' || kind === 'set';
}

/** A short text for a port set; sets are shared, so each is written once. */
function portKeys(): (ports: PortSet) => string {
  const known = new Map<PortSet, string>();
  return (ports) => {
    let text = known.get(ports);
    if (text === undefined) {
      text = ports.map(({ protocol, first, last }) => `${protocol}${first}-${last}`).join(',');
      known.set(ports, text);
    }
    return text;
  };
}

/** Ranges of pods, Services and nodes: nobody takes them for the Internet. */
function clusterRanges(analysis: Analysis): readonly Cidr[] {
  const { podCidrs, serviceCidrs, nodeCidrs } = analysis.snapshot.cluster.settings;
  return [...podCidrs, ...serviceCidrs, ...nodeCidrs];
}

function isOfCluster(part: OutsideSummary, own: readonly Cidr[]): boolean {
  return (
    own.length > 0 &&
    part.cidrs.every((text) => {
      const cidr = parseCidr(text)?.cidr;
      return cidr !== undefined && isCovered(cidr, own, 8);
    })
  );
}

/** Whether ranges cover a block together; it is halved at most `halvings` times. */
function isCovered(cidr: Cidr, ranges: readonly Cidr[], halvings: number): boolean {
  if (ranges.some((range) => range.family === cidr.family && containsCidr(range, cidr))) return true;
  if (halvings === 0 || !ranges.some((range) => range.family === cidr.family && containsCidr(cidr, range))) {
    return false;
  }
  const prefix = cidr.prefix + 1;
  const half = 1n << BigInt(addressBits(cidr.family) - prefix);
  return (
    isCovered({ ...cidr, prefix }, ranges, halvings - 1) &&
    isCovered({ ...cidr, prefix, value: cidr.value + half }, ranges, halvings - 1)
  );
}
