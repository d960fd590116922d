import type { CniChange, CniPair, EnforcementChange } from '../../analysis/cni-change';

const grouped = new Intl.NumberFormat('en');

/** Whether there is anything to tell at all. */
export function isSilent({ pairs, aside, ceases, begins, isComplete }: CniChange): boolean {
  return isComplete && pairs === 0 && aside === undefined && ceases.length + begins.length === 0;
}

export function titleOf({ pairs: byPolicy, aside, isComplete, to }: CniChange): string {
  const pairs = byPolicy === 0 ? (aside?.pairs ?? 0) : byPolicy;
  const count = pairs === 0 ? 'No pair' : counted(pairs, 'pair');
  const verb = pairs > 1 ? 'differ' : 'differs';
  return `${isComplete ? count : `At least ${grouped.format(pairs)} pairs`} ${isComplete ? verb : 'differ'} under ${to.title}`;
}

/** Why, in whole sentences with names in backticks. */
export function reasonsOf({ reasons, to }: CniChange): readonly string[] {
  return reasons.map((reason) => `Under ${to.title} ${reason}.`);
}

/** Which policies begin and cease to count. */
export function enforcementOf({ ceases, begins }: CniChange): readonly string[] {
  const line = (change: EnforcementChange, one: string, several: string): string => {
    const { kind, count, names } = change;
    const what = count === 1 ? kind : kind.replace(/y$/, 'ie').concat('s');
    const rest = count - names.length;
    const listed = names.map((name) => `\`${name.replaceAll('`', '')}\``).join(', ');
    return `${grouped.format(count)} ${what} ${count === 1 ? one : several}: ${listed}${rest > 0 ? ` and ${rest} more` : ''}.`;
  };
  return [
    ...ceases.map((change) => line(change, 'is no longer enforced', 'are no longer enforced')),
    ...begins.map((change) => line(change, 'is enforced now', 'are enforced now')),
  ];
}

/** What differs on ports that one of the CNIs decides alone. */
export function asideOf({ aside, pairs }: CniChange): string | undefined {
  if (aside === undefined) return undefined;
  if (pairs === 0) return `Only on ${aside.ports}: ${aside.text}.`;
  const which = counted(aside.pairs, 'other pair');
  const verb = aside.pairs === 1 ? 'differs' : 'differ';
  return `${which} ${verb} on ${aside.ports} alone: ${aside.text}.`;
}

/** What became of one pair, the ports in words. */
export function pairWords({ opened, closed, unclear }: CniPair): readonly {
  readonly tone: 'allowed' | 'denied' | 'plain';
  readonly text: string;
}[] {
  return [
    ...(closed === '' ? [] : [{ tone: 'denied' as const, text: `denied now: ${closed}` }]),
    ...(opened === '' ? [] : [{ tone: 'allowed' as const, text: `allowed now: ${opened}` }]),
    ...(unclear === '' ? [] : [{ tone: 'plain' as const, text: `unclear under one of them: ${unclear}` }]),
  ];
}

function counted(count: number, word: string): string {
  return `${grouped.format(count)} ${count === 1 ? word : `${word}s`}`;
}
