import type { Cni } from '../cni/cni';
import type { DialectObject } from '../dialects/dialect';
import { compileEvaluator } from '../evaluator/compile';
import { cidrsOf } from '../expectations/boundaries';
import { decodeExpectations } from '../expectations/decode';
import { evaluateExpectations } from '../expectations/evaluate';
import type { Cluster } from '../model/cluster';
import type { Policy } from '../model/policy';
import type { Arrangement } from '../model/tier';
import { buildCluster } from '../resources/build-cluster';
import type { Resource } from '../resources/resource';
import { createDocumentCache, type DocumentCache } from '../yaml/document-cache';
import { readFile } from '../yaml/read-file';
import type { SourceFile } from '../yaml/types';
import { now } from './clock';
import { diagnosticsOf, type Finding } from './findings';
import { gather, lastOfEachName, policyDocuments, tellNotEnforced } from './gather';
import { namesKey, takesNamesOnly } from './mentions';
import { readFileOf, type FileReading } from './reading';
import { surroundingsKey, surroundingsOf } from './surroundings';
import type { Registry, Snapshot } from './types';

/** The texts to compute from. `cni`, where given, wins over Settings. */
export type SnapshotInput = {
  readonly files: readonly SourceFile[];
  readonly revision: number;
  readonly cni?: string;
};

/** What a snapshot keeps for the next one, so that only what changed is computed again. */
type Memory = {
  readonly cache: DocumentCache;
  readonly around: string;
  readonly files: ReadonlyMap<string, FileReading>;
  readonly clusterResources: readonly Resource[];
  /** The namespaces that policies name, where the cluster takes no more from them. */
  readonly names: string | undefined;
  readonly built: ReturnType<typeof buildCluster>;
};

const memories = new WeakMap<Snapshot, Memory>();

/**
 * One revision of a workspace, from texts to verdicts and statuses: the one way, for the screen, for the command line
 * and for proving candidates. Work on what did not change since `previous` is not done again.
 */
export function buildSnapshot(input: SnapshotInput, registry: Registry, previous?: Snapshot): Snapshot {
  const started = now();
  const memory = previous === undefined ? undefined : memories.get(previous);
  const cache = memory?.cache ?? createDocumentCache();
  const texts = input.files.map((file) => {
    const before = memory?.files.get(file.id);
    if (before?.file.text === file.text) return { file, texts: before.texts };
    return { file, texts: readFile(file, cache, before?.texts) };
  });
  const around = surroundingsOf(texts, input.cni);
  // Under another CNI every policy is read anew.
  const kept = memory !== undefined && memory.around === surroundingsKey(around) ? memory.files : undefined;
  const files = new Map(
    texts.map((read) => [read.file.id, readFileOf(read, registry, around, kept?.get(read.file.id))]),
  );
  const parsed = now();

  const findings: Finding[] = [];
  const gathered = gather([...files.values()], findings);
  const policies = lastOfEachName(gathered, findings);
  const names = namesKey(policies);
  const sameCluster =
    memory?.names === names &&
    sameItems(memory.clusterResources, gathered.cluster) &&
    takesNamesOnly(memory.built.cluster, policies);
  const built = sameCluster
    ? memory.built
    : buildCluster(gathered.cluster, { policies, cnis: registry.titles.map(({ name }) => name) });
  findings.push(...built.diagnostics);
  const cni = cniNamed(input.cni ?? built.cluster.settings.cni, registry);
  const expectations = gathered.expectations.map((resource) => decodeExpectations(resource));
  for (const { errors } of expectations) {
    for (const error of errors) findings.push(error);
  }
  const off = cni.switchedOff?.(built.cluster.settings.options) ?? new Map<string, string>();
  tellNotEnforced(gathered, cni, off, findings);
  const decoded = now();

  const enforced = policies.filter(
    ({ ref: { dialect } }) => cni.enforces.includes(dialect) && !off.has(dialect),
  );
  const documents = expectations.map(({ document }) => document);
  const evaluator = compileEvaluator(
    built.cluster,
    enforced,
    arrangeWith(cni, enforced, built.cluster, gathered.objects),
    {
      boundaries: cidrsOf(documents, built.cluster),
      ...(previous === undefined ? {} : { previous: previous.evaluator }),
    },
  );
  const evaluated = now();

  const { statements, problems } = evaluateExpectations(documents, built.cluster, evaluator);
  findings.push(...problems);
  const finished = now();

  const snapshot: Snapshot = {
    revision: input.revision,
    files: input.files,
    documents: new Map([...files].map(([id, reading]) => [id, reading.documents])),
    resources: gathered.resources,
    cluster: built.cluster,
    cni,
    around,
    policies: enforced,
    policyDocuments: policyDocuments(gathered, policies, enforced),
    evaluator,
    statements,
    diagnostics: diagnosticsOf([...files.values()], findings),
    stale: gathered.stale,
    unused: built.unused,
    timings: {
      parse: parsed - started,
      decode: decoded - parsed,
      evaluate: evaluated - decoded,
      expectations: finished - evaluated,
    },
  };
  memories.set(snapshot, {
    cache,
    around: surroundingsKey(around),
    files,
    clusterResources: gathered.cluster,
    names: sameCluster || takesNamesOnly(built.cluster, policies) ? names : undefined,
    built,
  });
  return snapshot;
}

/** What the CNI makes of the policies; its other objects are what one policy's meaning may change with. */
function arrangeWith(
  cni: Cni,
  policies: readonly Policy[],
  cluster: Cluster,
  objects: readonly DialectObject[],
): Arrangement {
  const arranged = cni.arrange(policies, cluster, objects);
  return arranged.kind === 'walk' ? { ...arranged, basis: [cni, ...objects] } : arranged;
}

/** The CNI by its name; the default where there is none of that name (reading Settings says so). */
function cniNamed(name: string, registry: Registry): Cni {
  const [standard] = registry.cnis;
  if (standard === undefined) throw new Error('the registry names no CNI');
  return registry.cnis.find((cni) => cni.name === name) ?? standard;
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
