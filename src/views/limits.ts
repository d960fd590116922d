import type { Analysis } from '../analysis/types';
import { portSetText, samePorts, type PortSet } from '../model/ports';

/** What a proxy demands of what passes between two ends, in a few words and in all of them. */
export type Limits = {
  /** `only some HTTP requests`. */
  readonly words: string;
  /** `only some HTTP requests: GET /v1/.*`; with the ports, where others let everything through. */
  readonly told: string;
};

const kept = new WeakMap<Analysis, Map<string, Limits>>();
/** Beyond so many pairs of one revision the words are general. */
const mostAsked = 1000;
const conditionsTold = 4;

/** The words for the ports of a meaning by which only some of what is asked gets through; undefined without such. */
export function limitsOf(
  analysis: Analysis,
  from: number,
  to: number,
  { ports, conditional }: { readonly ports: PortSet; readonly conditional?: PortSet },
): Limits | undefined {
  if (conditional === undefined || conditional.length === 0) return undefined;
  const known = kept.get(analysis) ?? new Map<string, Limits>();
  kept.set(analysis, known);
  const key = `${from} ${to} ${portSetText(conditional)} ${portSetText(ports)}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= mostAsked) return { words: general, told: general };
  const conditions = analysis.conditions(from, to, conditional);
  const words = limitWords(conditions);
  const where = samePorts(ports, conditional) ? '' : ` on ${portSetText(conditional)}`;
  const more = conditions.length - conditionsTold;
  const list = `${conditions.slice(0, conditionsTold).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const limits = { words, told: `${words}${where}${list === '' ? '' : `: ${list}`}` };
  known.set(key, limits);
  return limits;
}

const general = 'only some requests';

/** Of which kind conditions are: their words begin alike. */
export function limitWords(conditions: readonly string[]): string {
  const all = (start: string) =>
    conditions.length > 0 && conditions.every((condition) => condition.startsWith(start));
  if (all('DNS name ')) return 'only some DNS names';
  if (all('server name ')) return 'only some TLS server names';
  const other = conditions.some((condition) => /^(?:DNS name|server name|what) /u.test(condition));
  return other || conditions.length === 0 ? general : 'only some HTTP requests';
}
