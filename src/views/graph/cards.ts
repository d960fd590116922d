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

/** Whatever a line can end at: cards first, then outside cards. */
export type Units = {
  readonly cards: readonly Card[];
  readonly outside: readonly OutsideSummary[];
  /** Unit of each end of the evaluator, -1 where it is not shown. */
  readonly ofEnd: Int32Array;
  /** Whether an end is the one by which its card is asked: the first of a folded card. */
  readonly speaks: Uint8Array;
  /** The end of each unit. */
  readonly ends: readonly number[];
};

/** Folds equal workloads and numbers everything that lines can end at. */
export function unitsOf(
  summary: Summary,
  unfolded: ReadonlySet<string>,
  hiddenNamespaces: ReadonlySet<string>,
): Units {
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
  const size = summary.workloads.length + summary.outside.length;
  const ofEnd = new Int32Array(size).fill(-1);
  const speaks = new Uint8Array(size);
  const ends: number[] = [];
  cards.forEach((card, unit) => {
    for (const workload of card.workloads) ofEnd[workload.end] = unit;
    speaks[card.first.end] = 1;
    ends.push(card.first.end);
  });
  summary.outside.forEach((outside, index) => {
    ofEnd[outside.end] = cards.length + index;
    speaks[outside.end] = 1;
    ends.push(outside.end);
  });
  return { cards, outside: summary.outside, ofEnd, speaks, ends };
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
