import { compileFullMatch } from './regexp';
import type { FullMatch } from './regexp';

/** A selector of DNS names: one name, or a pattern with stars. */
export type NameSelector =
  { readonly kind: 'name'; readonly name: string } | { readonly kind: 'pattern'; readonly pattern: string };

const labelChars = '[-a-zA-Z0-9_]';
const labels = `${labelChars}+([.]${labelChars}+){0,}`;

/** A name as patterns see it: in lower case, with the dot of the root at its end. Upstream: `pkg/fqdn/dns`. */
export function fullName(name: string): string {
  const lower = name.toLowerCase();
  return lower.endsWith('.') ? lower : `${lower}.`;
}

/** Whether a pattern consists of stars alone, with or without a dot at its end. */
export function isOnlyStars(pattern: string): boolean {
  return /^\*+\.?$/.test(pattern);
}

/**
 * What a name or pattern matches. `rule`: as an item of `rules.dns`, where nothing but stars lets any question through;
 * `selector`: of `toFQDNs`, where it holds well-formed names only.
 * Upstream: `pkg/fqdn/matchpattern/matchpattern.go`.
 */
export function nameMatch(selector: NameSelector, use: 'rule' | 'selector'): FullMatch {
  if (selector.kind === 'name') {
    const wanted = fullName(selector.name);
    return (name) => fullName(name) === wanted;
  }
  const { pattern } = selector;
  if (isOnlyStars(pattern)) {
    if (use === 'rule') return () => true;
    const wellFormed = compileFullMatch(`(${labelChars}+[.])+|[.]`);
    return (name) => wellFormed?.(fullName(name)) === true;
  }
  const matches = compileFullMatch(patternExpression(pattern));
  return (name) => matches?.(fullName(name)) === true;
}

/** The expression for a pattern: `**.` in front is one or more labels, other stars stay within a label. */
function patternExpression(pattern: string): string {
  const full = fullName(pattern);
  const front = /^\*{2,}(?=\.)/.exec(full)?.[0] ?? '';
  const rest = full.slice(front.length).replace(/\*+|[^*]/gu, (part) => {
    if (part.startsWith('*')) return `${labelChars}*`;
    return /^[a-z0-9_-]$/.test(part)
      ? part
      : `[${part === '\\' || part === '^' || part === ']' ? '\\' : ''}${part}]`;
  });
  return `${front === '' ? '' : labels}${rest}`;
}

/**
 * What a TLS server name matches: without stars the very name; `*` alone any; `**` one or more labels; `*` letters,
 * digits, hyphens and underscores. Upstream: cilium/proxy `cilium/network_policy.cc`.
 */
export function serverNameMatch(pattern: string): FullMatch {
  const lower = pattern.toLowerCase();
  if (!lower.includes('*')) return (name) => name.toLowerCase() === lower;
  if (lower === '*') return () => true;
  const expression = lower.replace(/\*+|[^*]/gu, (part) => {
    if (part.startsWith('**')) return labels;
    if (part === '*') return `${labelChars}*`;
    return /^[a-z0-9_-]$/.test(part) ? part : `[${part}]`;
  });
  const matches = compileFullMatch(expression);
  return (name) => matches?.(name.toLowerCase()) === true;
}

/** What is wrong with a pattern, in the words of the agent; undefined where nothing is. */
export function patternError(pattern: string): string | undefined {
  const full = fullName(pattern.trim());
  if (/^[-a-z0-9_.*]+$/.test(full)) return undefined;
  return `Invalid characters in MatchPattern: "${full}". Only 0-9, a-z, A-Z and ., -, _ and * characters are allowed`;
}
