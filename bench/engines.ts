import { registry } from '../src/registry';
import { buildSnapshot } from '../src/snapshot/build';
import { generateCalico, generateCilium, generateCrowded } from '../src/testing/generate-engines';
import type { EngineCluster } from '../src/testing/generate-engines';
import type { SourceFile } from '../src/yaml/types';

type Row = {
  readonly name: string;
  readonly make: () => EngineCluster;
  /** Another port in one policy. */
  readonly change: (text: string, number: number) => string;
  /** Another block in one policy, where policies name blocks: the outside is split anew. */
  readonly move?: (text: string, number: number) => string;
};

const calicoEdit = (text: string, number: number) => text.replace(/ports: \[\d+\]/, `ports: [${number}]`);
const blockEdit = (text: string, number: number) => text.replace(/nets: \[\d+/, `nets: [${200 + number}`);
const rows: readonly Row[] = [
  {
    name: 'Calico: 10,000 pods, 2,000 policies of 20 rules in 5 tiers',
    make: () => generateCalico({ workloads: 1000, policies: 2000, rules: 20, seed: 11 }),
    change: calicoEdit,
    move: blockEdit,
  },
  {
    name: 'Calico: one endpoint with 294 policies of 68 rules',
    make: () => generateCrowded(294, 68, 12),
    change: calicoEdit,
    move: blockEdit,
  },
  {
    name: 'Cilium: 10,000 pods, 5,000 policies with HTTP and deny',
    make: () => generateCilium({ workloads: 1000, policies: 5000, seed: 13 }),
    change: (text, number) => text.replace(/port: "\d+"/, `port: "${number}"`),
  },
];

function milliseconds(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function measure({ name, make, change, move }: Row): Readonly<Record<string, number | string>> {
  const { cni, cluster, policies } = make();
  let files: readonly SourceFile[] = [
    { id: 'cluster.yaml', name: 'cluster.yaml', text: cluster },
    { id: 'policies.yaml', name: 'policies.yaml', text: policies },
  ];
  let snapshot = buildSnapshot({ files, revision: 0, cni }, registry);
  const { timings } = snapshot;
  const allPairs = () => {
    for (let from = 0; from < snapshot.evaluator.ends; from++) snapshot.evaluator.reaches(from);
  };
  const pairs = milliseconds(allPairs);
  const edit = (how: Row['change'], revision: number) => {
    files = files.map((file) =>
      file.id === 'policies.yaml' ? { ...file, text: how(file.text, revision) } : file,
    );
    const previous = snapshot;
    const compile = milliseconds(() => {
      snapshot = buildSnapshot({ files, revision, cni }, registry, previous);
    });
    return { compile, pairs: compile + milliseconds(allPairs) };
  };
  const edits = [1, 2, 3, 4, 5].map((number) => edit((text) => change(text, 20_000 + number), number));
  const moves = move === undefined ? [] : [6, 7, 8].map((number) => edit(move, number));
  const middle = (figures: readonly number[]) => [...figures].sort((a, b) => a - b)[figures.length >> 1] ?? 0;
  return {
    cluster: name,
    'ends (count)': snapshot.evaluator.ends,
    parse: timings.parse,
    decode: timings.decode,
    compile: timings.evaluate,
    'all pairs (aim 2,000)': timings.evaluate + pairs,
    'edit: compiled (aim 150)': middle(edits.map(({ compile }) => compile)),
    'edit: all pairs (aim 150)': middle(edits.map((one) => one.pairs)),
    ...(moves.length > 0 && { 'block moved: all pairs': middle(moves.map((one) => one.pairs)) }),
    'memory (MB, aim 1,500)': process.memoryUsage().rss / 1_048_576,
  };
}

const figures = rows.map(measure);
for (const row of figures) {
  console.log(String(row['cluster']));
  for (const [key, value] of Object.entries(row)) {
    if (key !== 'cluster') console.log(`  ${key.padEnd(28)} ${Number(value).toFixed(1).padStart(10)}`);
  }
}
console.log('\nMilliseconds, unless it says otherwise.\n');
console.log(JSON.stringify(figures, null, 2));
