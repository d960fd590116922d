import type { HttpRequest } from '../../model/flow';
import { compileFullMatch } from './regexp';
import type { FullMatch } from './regexp';
import type { HeaderMatch, HttpRule } from './spec';

/** Whether a request satisfies a rule. */
export type HttpMatch = (request: HttpRequest) => boolean;

/**
 * A rule as a proxy applies it: all of its fields must match, each expression the whole of its text; a rule without
 * fields matches everything. Upstream: `pkg/envoy/policy/envoy_l7_rules_translator.go`.
 */
export function httpMatch(rule: HttpRule): HttpMatch {
  const path = fullMatch(rule.path);
  const method = fullMatch(rule.method);
  const host = fullMatch(rule.host);
  const headers = [...rule.headers.map(headerMatch), ...rule.headerMatches.flatMap(headerRuleMatch)];
  return (request) =>
    path(request.path) &&
    method(request.method) &&
    host(request.host ?? '') &&
    headers.every((matches) => matches(request));
}

/** Whether no request fails the rule. */
export function demandsNothing(rule: HttpRule): boolean {
  return (
    rule.path === undefined &&
    rule.method === undefined &&
    rule.host === undefined &&
    rule.headers.length === 0 &&
    rule.headerMatches.every(({ mismatch }) => mismatch !== undefined)
  );
}

/** An expression that the proxy cannot compile matches nothing. */
function fullMatch(expression: string | undefined): FullMatch {
  if (expression === undefined) return () => true;
  return compileFullMatch(expression) ?? (() => false);
}

/** `Name: value`: the value up to the first blank names the header, what follows must be its value. */
function headerMatch(text: string): HttpMatch {
  const blank = text.indexOf(' ');
  if (blank < 0) return (request) => headerOf(request, text) !== undefined;
  const name = text.slice(0, blank).replace(/:+$/, '');
  const value = text.slice(blank + 1);
  return (request) => headerOf(request, name) === value;
}

function headerRuleMatch({ name, value, secret, mismatch }: HeaderMatch): readonly HttpMatch[] {
  if (mismatch !== undefined) return [];
  // The value of a secret is not known here, so nothing is known to match it.
  if (secret && value === '') return [() => false];
  if (value === '') return [(request) => headerOf(request, name) !== undefined];
  return [(request) => headerOf(request, name) === value];
}

function headerOf(request: HttpRequest, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const [key, value] of Object.entries(request.headers ?? {})) {
    if (key.toLowerCase() === wanted) return value;
  }
  return undefined;
}

/** A rule in words: `GET /v1/.*`. */
export function httpWords(rule: HttpRule): string {
  const parts = [rule.method ?? '', rule.path ?? '', rule.host === undefined ? '' : `host ${rule.host}`]
    .concat(rule.headers.map((header) => `header ${header}`))
    .concat(
      rule.headerMatches
        .filter(({ mismatch }) => mismatch === undefined)
        .map(({ name, value, secret }) =>
          value !== ''
            ? `header ${name}: ${value}`
            : secret
              ? `header ${name} as a secret says`
              : `header ${name}`,
        ),
    )
    .filter((part) => part !== '');
  return parts.length === 0 ? 'any request' : parts.join(' ');
}
