import type { Condition } from '../../model/walk';
import { demandsNothing, httpMatch, httpWords } from '../../dialects/cilium/http';
import type { HttpMatch } from '../../dialects/cilium/http';
import { isOnlyStars, nameMatch, serverNameMatch } from '../../dialects/cilium/names';
import type { NameSelector } from '../../dialects/cilium/names';
import type { FullMatch } from '../../dialects/cilium/regexp';
import type { Application, HttpRule } from '../../dialects/cilium/spec';
import type { Cell } from './cells';

const compiledHttp = new WeakMap<HttpRule, HttpMatch>();
const compiledNames = new WeakMap<NameSelector, FullMatch>();
const compiledServerNames = new WeakMap<readonly string[], readonly FullMatch[]>();

function once<Key extends object, Value>(
  known: WeakMap<Key, Value>,
  key: Key,
  make: (key: Key) => Value,
): Value {
  const found = known.get(key) ?? make(key);
  known.set(key, found);
  return found;
}

/** Whether a request satisfies one of the rules. */
export function meetsHttp(application: Application, request: Parameters<HttpMatch>[0]): boolean {
  return (
    application.kind === 'http' &&
    application.rules.some((rule) => once(compiledHttp, rule, httpMatch)(request))
  );
}

/** Whether one of the rules lets the name be asked for. */
export function meetsDns(application: Application, name: string): boolean {
  const match = (rule: NameSelector) => once(compiledNames, rule, (one) => nameMatch(one, 'rule'));
  return application.kind === 'dns' && application.rules.some((rule) => match(rule)(name));
}

export function meetsServerName(patterns: readonly string[], name: string): boolean {
  return once(compiledServerNames, patterns, (all) => all.map(serverNameMatch)).some((matches) =>
    matches(name),
  );
}

/** Whether the rules refuse nothing. */
export function refusesNothing(application: Application): boolean {
  switch (application.kind) {
    case 'http':
      return application.rules.some(demandsNothing);
    case 'dns':
      return application.rules.some((rule) => rule.kind === 'pattern' && isOnlyStars(rule.pattern));
    case 'other':
      return false;
  }
}

/** What a proxy lets through, in words. */
export function applicationWords(application: Application): readonly string[] {
  switch (application.kind) {
    case 'http':
      return application.rules.map(httpWords);
    case 'dns':
      return application.rules.map((rule) => `DNS name ${rule.kind === 'name' ? rule.name : rule.pattern}`);
    case 'other':
      return [`what ${application.name} rules let through`];
  }
}

const conditions = new WeakMap<object, Condition>();

/** What a rule demands of what a connection carries, as it is told. */
export function conditionOf({ application, serverNames }: Cell): Condition | undefined {
  if (application !== undefined) {
    return once(conditions, application, () => ofApplication(application));
  }
  return serverNames === undefined
    ? undefined
    : once(conditions, serverNames, () => ofServerNames(serverNames));
}

function ofApplication(application: Application): Condition {
  return {
    kind: application.kind === 'dns' ? 'dns' : 'http',
    words: applicationWords(application),
    key: JSON.stringify(application),
    meets: ({ http, dns }) =>
      (http !== undefined && meetsHttp(application, http)) ||
      (dns !== undefined && meetsDns(application, dns)),
  };
}

function ofServerNames(serverNames: readonly string[]): Condition {
  return {
    kind: 'server name',
    words: serverNames.map((name) => `server name ${name}`),
    key: JSON.stringify(serverNames),
    meets: ({ sni }) => sni !== undefined && meetsServerName(serverNames, sni),
  };
}
