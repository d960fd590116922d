import type { OutsideSummary, Summary, WorkloadSummary } from '../../analysis/types';

/** One or several equal workloads that are drawn as one card. */
export type Card = {
  /** Id of its first workload. */
  readonly id: string;
  readonly namespace: string;
  readonly title: string;
  readonly first: WorkloadSummary;
  readonly workloads: readonly WorkloadSummary[];
  /** It would fold with others, had the person not unfolded them. */
  readonly unfolded: boolean;
  /** The card that it belongs beside, since they were folded. */
  readonly near: string | undefined;
};

/** Addresses outside that are alike as senders (drawn at the left) or as receivers (at the right). */
export type Pill = {
  /** That of its first part; of a receiver with ` to` behind it, since the same part may send too. */
  readonly id: string;
  readonly side: 'left' | 'right';
  readonly kind: OutsideSummary['kind'];
  readonly title: string;
  readonly detail: string;
  readonly parts: readonly OutsideSummary[];
  /** Drawn even without a line: the Internet, and what Settings name. */
  readonly always: boolean;
};

/** Whatever a line can end at: cards first, then pills. */
export type Units = {
  readonly cards: readonly Card[];
  readonly pills: readonly Pill[];
  /** Unit of each end of the evaluator where a line begins, -1 where it is not shown. */
  readonly sender: Int32Array;
  /** Unit of each end where a line arrives. */
  readonly receiver: Int32Array;
  /** Whether an end is the one by which its unit is asked where a line arrives: the first of several alike. */
  readonly speaks: Uint8Array;
  /** The first end of each unit. */
  readonly ends: readonly number[];
};

/** Folds equal workloads. */
export function cardsOf(
  summary: Summary,
  unfolded: ReadonlySet<string>,
  hiddenNamespaces: ReadonlySet<string>,
): readonly Card[] {
  const visible = summary.workloads.filter((workload) => !hiddenNamespaces.has(workload.namespace));
  const alike = new Map<string, WorkloadSummary[]>();
  for (const workload of visible) {
    const list = alike.get(workload.foldKey);
    if (list === undefined) alike.set(workload.foldKey, [workload]);
    else list.push(workload);
  }
  const cards: Card[] = [];
  for (const workload of visible) {
    const list = alike.get(workload.foldKey) ?? [workload];
    const open = unfolded.has(workload.foldKey) && list.length > 1;
    const [first] = list;
    if (list.length > 1 && !open && first !== workload) continue;
    const folded = open ? [workload] : list;
    cards.push({
      id: workload.id,
      namespace: workload.namespace,
      title: folded.length > 1 ? sharedName(folded.map(({ name }) => name)) : workload.name,
      first: workload,
      workloads: folded,
      unfolded: open,
      near: open && first !== undefined && first !== workload ? first.id : undefined,
    });
  }
  return cards;
}

/** Numbers everything that lines can end at. */
export function unitsOf(summary: Summary, cards: readonly Card[], pills: readonly Pill[]): Units {
  const size = summary.workloads.length + summary.outside.length;
  const sender = new Int32Array(size).fill(-1);
  const receiver = new Int32Array(size).fill(-1);
  const speaks = new Uint8Array(size);
  const ends: number[] = [];
  cards.forEach((card, unit) => {
    for (const { end } of card.workloads) sender[end] = receiver[end] = unit;
    speaks[card.first.end] = 1;
    ends.push(card.first.end);
  });
  pills.forEach((pill, index) => {
    const place = pill.side === 'left' ? sender : receiver;
    for (const { end } of pill.parts) place[end] = cards.length + index;
    const first = pill.parts[0]?.end ?? -1;
    if (pill.side === 'right') speaks[first] = 1;
    ends.push(first);
  });
  return { cards, pills, sender, receiver, speaks, ends };
}

/** What the names begin with, if that is a word, else the first name. */
export function sharedName(names: readonly string[]): string {
  const first = names[0] ?? '';
  let length = first.length;
  for (const name of names) {
    let same = 0;
    while (same < length && name[same] === first[same]) same++;
    length = same;
  }
  const start = first.slice(0, length);
  const word = length === first.length ? start : start.replace(/[-.]?[^-.]*$/, '');
  const whole = /[-.]$/.test(start) ? start.slice(0, -1) : word;
  return whole.length >= 3 ? whole : first;
}
