import type { DialectObject, Surroundings } from '../dialects/dialect';
import { flowOfQuery, podsByName, readQuery } from '../cli/query';
import { settingsOf } from '../cli/verdicts';
import { compileEvaluator } from '../evaluator/compile';
import { deriveFacts } from '../evaluator/facts';
import { traceFlow } from '../evaluator/trace';
import type { Cluster } from '../model/cluster';
import type { Flow } from '../model/flow';
import type { Policy } from '../model/policy';
import type { Arrangement } from '../model/tier';
import type { Verdict } from '../model/verdict';
import { registry } from '../registry';
import { buildCluster } from '../resources/build-cluster';
import { defaultSettings, readSettings } from '../resources/cluster/settings';
import { placeOf } from '../resources/place';
import { readResources } from '../resources/read';
import type { JsonObject } from '../yaml/types';
import type { RecordedCase, RecordedQuery } from './cases';

/** Manifests made into what an evaluator takes. */
export type BuiltWorld = {
  readonly cluster: Cluster;
  readonly policies: readonly Policy[];
  readonly arrangement: Arrangement;
};

/** The world of a recorded case, under its own CNI, options and names. */
export function worldOf({ resources, cni, options = {}, names = {} }: RecordedCase): BuiltWorld {
  return buildWorld([...settingsOf({ options, names }), ...resources], cni);
}

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
  const settings = read.findLast(({ kind }) => kind === 'Settings');
  const options =
    settings === undefined
      ? defaultSettings.options
      : readSettings(
          placeOf(settings, () => undefined),
          undefined,
        ).options;
  const around: Surroundings = { cni: cniName, options };
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
  return flowOfQuery(readQuery(query, 'query'), podsByName(cluster), 'query');
}

/** Verdicts of one side and the whole, by their kinds, and what is told of the whole besides. */
export type Kinds = {
  readonly egress: string;
  readonly ingress: string;
  readonly expect: string;
  readonly conditional: boolean;
  readonly auth: string | undefined;
};

/** What of verdicts is recorded. */
export function kindsOf(verdict: Verdict, egress: Verdict, ingress: Verdict): Kinds {
  return {
    expect: verdict.kind,
    egress: egress.kind,
    ingress: ingress.kind,
    conditional: verdict.kind === 'allowed' && verdict.conditions !== undefined,
    auth: verdict.kind === 'undetermined' ? undefined : verdict.authentication,
  };
}

/** A query of a case whose verdict is not the recorded one. */
export type Disagreement = { readonly of: RecordedCase; readonly query: RecordedQuery; readonly got: Kinds };

/** Asks every query of a case; `ask` makes the evaluator of its world. */
export function runCase(
  recorded: RecordedCase,
  ask: (world: BuiltWorld) => (flow: Flow) => Kinds,
): readonly Disagreement[] {
  const world = worldOf(recorded);
  const answer = ask(world);
  return recorded.queries.flatMap((query) => {
    const got = answer(flowOf(world.cluster, query));
    const same =
      got.expect === query.expect &&
      // One file records nothing but the whole.
      (query.egress === undefined || got.egress === query.egress) &&
      (query.ingress === undefined || got.ingress === query.ingress) &&
      got.conditional === (query.conditional ?? false) &&
      got.auth === query.auth;
    return same ? [] : [{ of: recorded, query, got }];
  });
}

/** Both evaluators as `runCase` asks them. */
export const evaluators = {
  tracing: ({ cluster, arrangement }: BuiltWorld) => {
    const facts = deriveFacts(cluster);
    return (flow: Flow) => {
      const { verdict, egress, ingress } = traceFlow(facts, arrangement, flow);
      return kindsOf(verdict, egress.verdict, ingress.verdict);
    };
  },
  compiled: ({ cluster, policies, arrangement }: BuiltWorld) => {
    const evaluator = compileEvaluator(cluster, policies, arrangement);
    return (flow: Flow) => {
      const { verdict, egress, ingress } = evaluator.verdict(flow);
      return kindsOf(verdict, egress, ingress);
    };
  },
} as const;
