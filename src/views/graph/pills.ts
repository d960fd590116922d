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

const kinds: readonly OutsideSummary['kind'][] = ['internet', 'named', 'cidr'];

/** One pill for all parts with the same lines on one side. */
function grouped(
  summary: Summary,
  linesOf: (end: number) => string,
  side: Pill['side'],
  own: readonly Cidr[],
): Pill[] {
  const groups = new Map<string, OutsideSummary[]>();
  const sorted = [...summary.outside].sort(
    (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.end - b.end,
  );
  for (const part of sorted) {
    const lines = linesOf(part.end);
    // What Settings name stands for itself where nothing is said about it.
    const key = lines === '' && part.kind === 'named' ? part.id : lines;
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

/** What belongs to a pill besides its title or, of the Internet, what does not. */
function detailOf(
  parts: readonly OutsideSummary[],
  all: readonly OutsideSummary[],
  own: readonly Cidr[],
): string {
  const [first] = parts;
  if (first?.kind === 'internet') {
    const others = all.filter(
      (part) => part.kind !== 'internet' && !parts.includes(part) && !isOfCluster(part, own),
    );
    if (others.length === 0) return '';
    return others.length === 1 ? `but ${others[0]?.title ?? ''}` : `but ${others.length} ranges`;
  }
  return parts.length > 1 ? `and ${parts.length - 1} more` : (first?.detail ?? '');
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
