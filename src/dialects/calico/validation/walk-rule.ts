import type { Path } from '../../../yaml/types';
import type { DecodedHttp, DecodedIcmp, DecodedProtocol, DecodedRule } from './decoded';
import { state, tell } from './errors';
import type { Findings } from './errors';
import { addressText, printed, printedList } from './print-go';
import { ruleFunction } from './rule-function';
import { pathsType } from './schema-go';
import { walkAnnotations } from './walk-metadata';
import { walkSide } from './walk-side';

const actions: readonly string[] = ['Allow', 'Deny', 'Log', 'Pass'];

/** The rules of one direction. */
export function walkRules(findings: Findings, rules: readonly DecodedRule[] | undefined, path: Path): void {
  rules?.forEach((rule, index) => walkRule(findings, rule, [...path, index]));
}

/** One rule: its fields in Go's order, then what must hold between them. */
function walkRule(findings: Findings, rule: DecodedRule, path: Path): void {
  if (!actions.includes(rule.action)) {
    tell(findings, 'Action', rule.action, 'action', [...path, 'action']);
  }
  const { ipVersion } = rule;
  if (ipVersion !== undefined && ipVersion !== 4 && ipVersion !== 6) {
    tell(findings, 'IPVersion', `${ipVersion}`, 'ipVersion', [...path, 'ipVersion']);
  }
  walkProtocol(findings, rule.protocol, [...path, 'protocol']);
  walkIcmp(findings, rule.icmp, [...path, 'icmp']);
  walkProtocol(findings, rule.notProtocol, [...path, 'notProtocol']);
  walkIcmp(findings, rule.notICMP, [...path, 'notICMP']);
  walkSide(findings, rule.source, [...path, 'source']);
  walkSide(findings, rule.destination, [...path, 'destination']);
  walkHttp(findings, rule.http, [...path, 'http']);
  walkAnnotations(findings, rule.metadata?.annotations, [...path, 'metadata', 'annotations']);
  ruleFunction(findings, rule, path);
}

const protocolNames: readonly string[] = ['TCP', 'UDP', 'ICMP', 'ICMPv6', 'SCTP', 'UDPLite'];

export function walkProtocol(findings: Findings, protocol: DecodedProtocol | undefined, path: Path): void {
  if (protocol === undefined) return;
  if (protocol.kind === 'number') {
    if (protocol.number === 0) state(findings, 'Protocol', '0', 'protocol number invalid', path);
  } else if (!protocolNames.includes(protocol.name)) {
    state(findings, 'Protocol', protocol.name, 'protocol name invalid', path);
  }
}

function walkIcmp(findings: Findings, icmp: DecodedIcmp | undefined, path: Path): void {
  if (icmp === undefined) return;
  walkBounds(findings, 'Type', icmp.type, 254, [...path, 'type']);
  walkBounds(findings, 'Code', icmp.code, 255, [...path, 'code']);
  if (icmp.code !== undefined && icmp.type === undefined) {
    state(findings, 'Code', addressText, 'ICMP code specified without an ICMP type', [...path, 'code']);
  }
}

function walkBounds(
  findings: Findings,
  field: string,
  value: number | undefined,
  most: number,
  path: Path,
): void {
  if (value === undefined || (value >= 0 && value <= most)) return;
  tell(findings, field, `${value}`, value < 0 ? 'gte' : 'lte', path);
}

/** Upstream: `validator.go` validateHTTPRule. */
function walkHttp(findings: Findings, http: DecodedHttp | undefined, path: Path): void {
  if (http === undefined) return;
  const methods = http.methods ?? [];
  if (new Set(methods).size !== methods.length) {
    const list = printedList(methods);
    state(findings, 'Methods', list, `Invalid methods (duplicates): ${list}`, [...path, 'methods']);
  }
  for (const [index, { exact, prefix }] of (http.paths ?? []).entries()) {
    const problem = pathProblem(exact, prefix);
    if (problem === undefined) continue;
    state(findings, 'Paths', printed(http.paths, pathsType), problem, [...path, 'paths', index]);
    return;
  }
}

function pathProblem(exact: string, prefix: string): string | undefined {
  if (exact !== '' && prefix !== '') return "Invalid path match. Both 'exact' and 'prefix' are set";
  const path = exact === '' ? prefix : exact;
  if (path === '') return "Invalid path match. Either 'exact' or 'prefix' must be set";
  if (path.startsWith('/') && !/[? #]/.test(path)) return undefined;
  return `Invalid path ${path}. (must start with \`/\` and not contain \`?\` or \`#\``;
}
