import type { Carried, Decision } from '../../model/subject-gate';
import type { End } from '../../model/walk';
import { authenticationOf } from './authentication';
import { filterKey, proxyOf, rankOf } from './cells';
import type { Cell, Proxy } from './cells';
import { applicationWords, meetsDns, meetsHttp, meetsServerName, refusesNothing } from './conditions';
import type { GateFacts, Row } from './gate-facts';
import { walkLevels } from './levels';
import type { Walked } from './levels';

/** Weighs the rows that match a connection. */
export function decideRows(
  matched: readonly number[],
  peer: End,
  carried: Carried,
  gate: GateFacts,
): Decision {
  const rows = matched.flatMap((index) => gate.rows[index] ?? []);
  if (!rows.some(({ cell }) => cell.selector.unknown)) return decideKnown(rows, peer, carried, gate);
  const first = decideKnown(rows, peer, carried, gate);
  const known = rows.filter(({ cell }) => !cell.selector.unknown);
  const second = decideKnown(known, peer, carried, gate);
  if (first.kind === second.kind && first.authentication === second.authentication) return second;
  return { kind: 'undetermined', reason: 'toGroups without cloud data', by: first.by };
}

function decideKnown(rows: readonly Row[], peer: End, carried: Carried, gate: GateFacts): Decision {
  const isHost = isOwnHost(peer);
  const host = isHost && gate.hostEnters;
  const connection = rows.filter(({ view }) => view !== 'proxy');
  const walked = walkLevels(connection, gate.ending, host, () => true);
  const by = walked.rows.map(({ index }) => index);
  if (walked.kind !== 'allow') {
    const words = walked.words ?? (walked.kind === 'default' ? gate.closedBy : undefined);
    return { kind: 'denied', by, ...(words !== undefined && { words }) };
  }
  if (walked.rows.length === 0) {
    return { kind: 'allowed', by, ...(walked.words !== undefined && { words: walked.words }) };
  }
  const lead = leading(walked.rows, gate);
  const proxy = lead === undefined ? 'none' : proxyOf(lead.cell);
  if (lead !== undefined && proxy !== 'none' && gate.disputed.has(filterKey(lead.cell))) {
    return { kind: 'undetermined', reason: 'two proxies for one port', by };
  }
  const read = readCarried(rows, lead, proxy, host, isHost, carried, gate);
  if (read.refused) return { kind: 'denied', by, words: read.words };
  const authentication = authenticationOf(walked.rows, peer, gate);
  if (authentication === 'test-always-fail') return { kind: 'denied', by, authentication: 'always-fail' };
  return {
    kind: 'allowed',
    by,
    ...(read.conditions !== undefined && { conditions: read.conditions }),
    ...(authentication === 'required' && { authentication }),
  };
}

function isOwnHost(peer: End): boolean {
  return (peer.kind === 'node' && peer.own) || (peer.kind === 'entity' && peer.name === 'host');
}

/** The row whose proxy connections meet: of the highest rank, and of these the narrowest. */
function leading(rows: readonly Row[], { widthOf }: GateFacts): Row | undefined {
  let best: Row | undefined;
  for (const row of rows) {
    const better =
      best === undefined ||
      rankOf(row.cell) > rankOf(best.cell) ||
      (rankOf(row.cell) === rankOf(best.cell) && widthOf(row.cell) < widthOf(best.cell));
    if (better) best = row;
  }
  return best;
}

type Reading = { readonly refused: boolean; readonly words: string; readonly conditions?: readonly string[] };

const passes: Reading = { refused: false, words: '' };

function readCarried(
  rows: readonly Row[],
  lead: Row | undefined,
  proxy: Proxy,
  host: boolean,
  isHost: boolean,
  carried: Carried,
  gate: GateFacts,
): Reading {
  if (lead === undefined || proxy === 'none' || proxy === 'listener') return passes;
  if (proxy === 'dns') return readDns(rows, lead, carried, gate);
  let lets = host;
  if (gate.version === '1.19' && isHost && gate.hostEnters) {
    if (!filterNamesHost(rows, lead)) return passes;
    lets = false;
  }
  const seen = rows.filter(({ view }) => view !== 'connection');
  const walk = (satisfied: (cell: Cell) => boolean): Walked =>
    walkLevels(seen, gate.ending, lets, ({ cell }) => satisfied(cell));
  const { http, sni } = carried;
  const byName = (cell: Cell) =>
    cell.serverNames === undefined || (sni !== undefined && meetsServerName(cell.serverNames, sni));
  const byRules = ({ application, lifted }: Cell) => {
    if (application?.kind !== 'http' && application?.kind !== 'other') return true;
    return lifted || (http === undefined ? refusesNothing(application) : meetsHttp(application, http));
  };
  const nameRefused = walk(byName).kind !== 'allow';
  const requestRefused = walk(byRules).kind !== 'allow';
  // A plain request shows no server name, so that what it carries is known.
  if (nameRefused && (sni !== undefined || http !== undefined)) {
    return { refused: true, words: 'no rule lets this server name through' };
  }
  if (requestRefused && http !== undefined) {
    return { refused: true, words: 'no HTTP rule lets this request through' };
  }
  if (!nameRefused && !requestRefused) return passes;
  return { ...passes, conditions: wordsOf(rows) };
}

/** 1.19: whether rules of the very filter name the host. */
function filterNamesHost(rows: readonly Row[], lead: Row): boolean {
  return rows.some(({ cell }) => filterKey(cell) === filterKey(lead.cell) && cell.selector.namesHost);
}

/** Only rules of the same filter are asked for names. */
function readDns(rows: readonly Row[], lead: Row, { dns }: Carried, gate: GateFacts): Reading {
  if (gate.ending === 'open') return passes;
  const asked = rows.filter(
    ({ cell }) => cell.action === 'allow' && filterKey(cell) === filterKey(lead.cell),
  );
  const lets = asked.some(({ cell: { application, lifted } }) => {
    if (application === undefined || lifted) return true;
    return dns === undefined ? refusesNothing(application) : meetsDns(application, dns);
  });
  if (lets) return passes;
  return dns === undefined
    ? { ...passes, conditions: wordsOf(asked) }
    : { refused: true, words: 'no DNS rule lets this name be asked for' };
}

function wordsOf(rows: readonly Row[]): readonly string[] {
  const words = rows.flatMap(({ cell: { application, serverNames } }) => [
    ...(application === undefined ? [] : applicationWords(application)),
    ...(serverNames ?? []).map((name) => `server name ${name}`),
  ]);
  return [...new Set(words)];
}
