import { parseAddress } from '../model/address';
import type { Cluster } from '../model/cluster';
import { namedFlowEnd } from '../model/flow';
import type { Flow, FlowEnd, HttpRequest } from '../model/flow';
import { otherPort, protocolNumber, protocolOfNumber } from '../model/ports';
import type { Protocol } from '../model/ports';
import { InputError } from './input-error';

/** A flow as it is asked for: ends by name, protocol by name or number. */
export type Query = {
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
  /** Of protocols without ports an `otherPort`. */
  readonly port: number;
  readonly sourcePort: number | undefined;
  readonly family: 4 | 6 | undefined;
  readonly http: HttpRequest | undefined;
  readonly dns: string | undefined;
  readonly sni: string | undefined;
};

/** Reads a query. Throws InputError, with `place`, for what is none. */
export function readQuery(query: unknown, place: string): Query {
  const wrong = (what: string): never => {
    throw new InputError(`${place}: ${what}`);
  };
  if (!isRecord(query)) return wrong('not an object');
  const { from, to, protocol = 'TCP', port, sourcePort, icmpType, icmpCode, ipVersion } = query;
  if (typeof from !== 'string' || typeof to !== 'string') return wrong('from and to are texts');
  if (typeof protocol !== 'string' && typeof protocol !== 'number') {
    return wrong('protocol is a name or number');
  }
  if (ipVersion !== undefined && ipVersion !== 4 && ipVersion !== 6) return wrong('ipVersion is 4 or 6');
  const number = protocolNumber(protocol) ?? wrong('protocol is no name that is known and no number');
  const known = protocolOfNumber(number);
  if (known !== undefined && !isBetween(port, 1, 65535)) return wrong('port is a number from 1 to 65535');
  if (sourcePort !== undefined && !isBetween(sourcePort, 1, 65535)) {
    return wrong('sourcePort is a number from 1 to 65535');
  }
  const type = icmpType ?? 0;
  const code = icmpCode ?? 0;
  if (!isBetween(type, 0, 255)) return wrong('icmpType is a number from 0 to 255');
  if (!isBetween(code, 0, 255)) return wrong('icmpCode is a number from 0 to 255');
  return {
    from,
    to,
    protocol: known ?? 'other',
    port: known === undefined ? otherPort(number, type, code) : Number(port),
    sourcePort,
    family: ipVersion,
    http: readHttp(query['http'], wrong),
    dns: readText(query['dns'], 'dns', wrong),
    sni: readText(query['sni'], 'sni', wrong),
  };
}

/** The flow that a query means in a cluster. `pods` are those by name. Throws InputError for unknown ends. */
export function flowOfQuery(query: Query, pods: ReadonlyMap<string, number>, place: string): Flow {
  const { protocol, port, sourcePort, family, http, dns, sni } = query;
  return {
    from: endOf(query.from, pods, place),
    to: endOf(query.to, pods, place),
    protocol,
    port,
    ...(sourcePort !== undefined && { sourcePort }),
    ...(family !== undefined && { family }),
    ...(http !== undefined && { http }),
    ...(dns !== undefined && { dns }),
    ...(sni !== undefined && { sni }),
  };
}

/** Pods by `namespace/name`. A live pod wins over a workload's template of that name. */
export function podsByName(cluster: Cluster): ReadonlyMap<string, number> {
  const pods = new Map<string, number>();
  const live = (index: number) => cluster.pods[index]?.template === false;
  for (const { id, index } of cluster.pods) {
    const known = pods.get(id);
    if (known === undefined || (live(index) && !live(known))) pods.set(id, index);
  }
  return pods;
}

/** `namespace/pod`, an address, `node:NAME`, `entity:NAME` or `fqdn:NAME`. */
function endOf(text: string, pods: ReadonlyMap<string, number>, place: string): FlowEnd {
  const pod = pods.get(text);
  if (pod !== undefined) return { kind: 'pod', pod };
  const address = parseAddress(text);
  if (address !== undefined) return { kind: 'address', address };
  const named = namedFlowEnd(text);
  if (named === undefined) {
    throw new InputError(`${place}: ${JSON.stringify(text)} is no pod of it and no address`);
  }
  return named;
}

function readHttp(value: unknown, wrong: (what: string) => never): HttpRequest | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) return wrong('http is an object');
  const headers = value['headers'];
  if (headers !== undefined && headers !== null && !isRecord(headers)) {
    return wrong('http.headers is an object');
  }
  const host = readText(value['host'], 'http.host', wrong);
  return {
    method: readText(value['method'], 'http.method', wrong) ?? 'GET',
    path: readText(value['path'], 'http.path', wrong) ?? '/',
    ...(host !== undefined && { host }),
    ...(isRecord(headers) && {
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, text]) => [name.toLowerCase(), String(text)]),
      ),
    }),
  };
}

function readText(value: unknown, name: string, wrong: (what: string) => never): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : wrong(`${name} is a text`);
}

function isBetween(value: unknown, first: number, last: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= first && value <= last;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
