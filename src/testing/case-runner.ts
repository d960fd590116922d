import type { DialectObject, Surroundings } from '../dialects/dialect';
import type { Cluster } from '../model/cluster';
import { parseAddress } from '../model/address';
import type { Flow, FlowEnd } from '../model/flow';
import type { Policy } from '../model/policy';
import type { Arrangement } from '../model/tier';
import { registry } from '../registry';
import { buildCluster } from '../resources/build-cluster';
import { readResources } from '../resources/read';
import type { JsonObject } from '../yaml/types';
import type { RecordedCase, RecordedQuery } from './cases';

/** Manifests made into what an evaluator takes. */
export type BuiltWorld = {
  readonly cluster: Cluster;
  readonly policies: readonly Policy[];
  readonly arrangement: Arrangement;
};

/** Builds the cluster of manifests and the policies that the CNI enforces, without going through YAML. */
export function buildWorld(resources: readonly JsonObject[], cniName: string): BuiltWorld {
  const cni = registry.cnis.find(({ name }) => name === cniName);
  if (cni === undefined) throw new RangeError(`there is no CNI ${cniName}`);
  const read = resources.flatMap(
    (value, document) => readResources(value, { file: 'case', document, path: [] }).resources,
  );
  const decoded: Policy[] = [];
  const objects: DialectObject[] = [];
  const rest: typeof read = [];
  const around: Surroundings = { cni: cniName, options: new Map() };
  for (const resource of read) {
    const dialect = registry.dialects.find((one) => one.reads(resource.apiVersion, resource.kind));
    if (dialect === undefined) rest.push(resource);
    else {
      const { policy, object } = dialect.decode(resource, around);
      if (policy !== undefined) decoded.push(policy);
      if (object !== undefined) objects.push(object);
    }
  }
  const policies = decoded.filter((policy) => cni.enforces.includes(policy.ref.dialect));
  const { cluster } = buildCluster(rest, { policies: decoded });
  return { cluster, policies, arrangement: cni.arrange(policies, cluster, objects) };
}

/** The flow of a recorded query. */
export function flowOf(cluster: Cluster, query: RecordedQuery): Flow {
  const { protocol, port = 0, ipVersion } = query;
  return {
    from: endOf(cluster, query.from),
    to: endOf(cluster, query.to),
    protocol: protocol === 'TCP' || protocol === 'UDP' || protocol === 'SCTP' ? protocol : 'other',
    port,
    ...(ipVersion !== undefined && { family: ipVersion }),
  };
}

function endOf(cluster: Cluster, text: string): FlowEnd {
  const pod = cluster.pods.find(({ id }) => id === text);
  if (pod !== undefined) return { kind: 'pod', pod: pod.index };
  const address = parseAddress(text);
  if (address === undefined) throw new RangeError(`${text} is no pod and no address`);
  return { kind: 'address', address };
}

/** Verdicts of one side and the whole, by their kinds. */
export type Kinds = { readonly egress: string; readonly ingress: string; readonly expect: string };

/** A query of a case whose verdict is not the recorded one. */
export type Disagreement = { readonly of: RecordedCase; readonly query: RecordedQuery; readonly got: Kinds };

/** Asks every query of a case; `ask` makes the evaluator of its world. */
export function runCase(
  recorded: RecordedCase,
  ask: (world: BuiltWorld) => (flow: Flow) => Kinds,
): readonly Disagreement[] {
  const world = buildWorld(recorded.resources, recorded.cni);
  const answer = ask(world);
  return recorded.queries.flatMap((query) => {
    const got = answer(flowOf(world.cluster, query));
    const same = got.expect === query.expect && got.egress === query.egress && got.ingress === query.ingress;
    return same ? [] : [{ of: recorded, query, got }];
  });
}
