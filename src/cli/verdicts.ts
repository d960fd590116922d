import { parseAddress } from '../model/address';
import type { Cluster } from '../model/cluster';
import type { Flow, FlowEnd } from '../model/flow';
import type { Protocol } from '../model/ports';
import { registry } from '../registry';
import { buildSnapshot } from '../snapshot/build';
import { InputError } from './input-error';

/** A flow asked of a case. */
type Query = {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly port: number;
  readonly family: 4 | 6 | undefined;
};

type Case = {
  readonly id: unknown;
  readonly cni: string | undefined;
  readonly resources: readonly unknown[];
  readonly queries: readonly Query[];
};

/** Protocols by name and by their number of the Internet Protocol; every other name or number is `other`. */
const protocolNames: ReadonlyMap<string, Protocol> = new Map([
  ['TCP', 'TCP'],
  ['6', 'TCP'],
  ['UDP', 'UDP'],
  ['17', 'UDP'],
  ['SCTP', 'SCTP'],
  ['132', 'SCTP'],
]);

/**
 * Verdicts of the cases of a text of JSON lines: per case a line `{"id", "verdicts": […]}` with the verdicts in the order
 * of its queries. The case's CNI wins over that of `options`. Throws InputError for what is no case.
 */
export function verdictLines(text: string, options: { readonly cni?: string } = {}): string[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    return JSON.stringify(answer(readCase(line, `line ${index + 1}`), options.cni));
  });
}

function answer({ id, cni, resources, queries }: Case, otherwise: string | undefined): object {
  const name = cni ?? otherwise;
  if (name !== undefined && !registry.cnis.some((known) => known.name === name)) {
    throw new InputError(`case ${String(id)}: there is no CNI ${JSON.stringify(name)}`);
  }
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: resources });
  const { cluster, evaluator } = buildSnapshot(
    {
      files: [{ id: 'case', name: 'case.json', text }],
      revision: 0,
      ...(name !== undefined && { cni: name }),
    },
    registry,
  );
  const pods = podsByName(cluster);
  const verdicts = queries.map((query) => {
    const flow: Flow = {
      from: endOf(query.from, pods, id),
      to: endOf(query.to, pods, id),
      protocol: protocolNames.get(query.protocol) ?? 'other',
      port: query.port,
      ...(query.family !== undefined && { family: query.family }),
    };
    const { verdict, egress, ingress } = evaluator.verdict(flow);
    return {
      verdict: verdict.kind,
      egress: egress.kind,
      ingress: ingress.kind,
      ...(verdict.kind === 'undetermined' && { reason: verdict.reason }),
    };
  });
  return { id, verdicts };
}

/** Pods by `namespace/name`. A live pod wins over a workload's template of that name. */
function podsByName(cluster: Cluster): ReadonlyMap<string, number> {
  const pods = new Map<string, number>();
  const live = (index: number) => cluster.pods[index]?.template === false;
  for (const { id, index } of cluster.pods) {
    const known = pods.get(id);
    if (known === undefined || (live(index) && !live(known))) pods.set(id, index);
  }
  return pods;
}

function endOf(text: string, pods: ReadonlyMap<string, number>, id: unknown): FlowEnd {
  const pod = pods.get(text);
  if (pod !== undefined) return { kind: 'pod', pod };
  const address = parseAddress(text);
  if (address !== undefined) return { kind: 'address', address };
  throw new InputError(`case ${String(id)}: ${JSON.stringify(text)} is no pod of it and no address`);
}

function readCase(line: string, place: string): Case {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new InputError(`${place}: not JSON`);
  }
  const wrong = (what: string): never => {
    throw new InputError(`${place}: ${what}`);
  };
  if (!isRecord(value)) return wrong('a case is an object');
  const { id, cni, resources, queries } = value;
  if (cni !== undefined && typeof cni !== 'string') return wrong('cni is a name');
  if (!Array.isArray(resources)) return wrong('resources is a list');
  if (!Array.isArray(queries)) return wrong('queries is a list');
  return {
    id,
    cni,
    resources: resources as readonly unknown[],
    queries: queries.map((query: unknown, index) => readQuery(query, `${place}: query ${index + 1}`)),
  };
}

function readQuery(query: unknown, place: string): Query {
  const wrong = (what: string): never => {
    throw new InputError(`${place}: ${what}`);
  };
  if (!isRecord(query)) return wrong('not an object');
  const { from, to, protocol = 'TCP', port, ipVersion } = query;
  if (typeof from !== 'string' || typeof to !== 'string') return wrong('from and to are texts');
  if (typeof protocol !== 'string' && typeof protocol !== 'number') {
    return wrong('protocol is a name or number');
  }
  if (ipVersion !== undefined && ipVersion !== 4 && ipVersion !== 6) return wrong('ipVersion is 4 or 6');
  const known = protocolNames.has(String(protocol));
  if (!known) return { from, to, protocol: String(protocol), port: 0, family: ipVersion };
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65535) {
    return wrong('port is a number from 1 to 65535');
  }
  return { from, to, protocol: String(protocol), port, family: ipVersion };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
