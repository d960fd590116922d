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
};

const calicoEdit = (text: string, number: number) => text.replace(/ports: \[\d+\]/, `ports: [${number}]`);
const rows: readonly Row[] = [
  {
    name: 'Calico: 10,000 pods, 2,000 policies of 20 rules in 5 tiers',
    make: () => generateCalico({ workloads: 1000, policies: 2000, rules: 20, seed: 11 }),
    change: calicoEdit,
  },
  {
    name: 'Calico: one endpoint with 294 policies of 68 rules',
    make: () => generateCrowded(294, 68, 12),
    change: calicoEdit,
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

function measure({ name, make, change }: Row): Readonly<Record<string, number | string>> {
  const { cni, cluster, policies } = make();
  const files: readonly SourceFile[] = [
    { id: 'cluster.yaml', name: 'cluster.yaml', text: cluster },
    { id: 'policies.yaml', name: 'policies.yaml', text: policies },
  ];
  let snapshot = buildSnapshot({ files, revision: 0, cni }, registry);
  const { timings } = snapshot;
  const allPairs = () => {
    for (let from = 0; from < snapshot.evaluator.ends; from++) snapshot.evaluator.reaches(from);
  };
  const pairs = milliseconds(allPairs);
  const edits = [1, 2, 3].map((number) => {
    const edited = files.map((file) =>
      file.id === 'policies.yaml' ? { ...file, text: change(file.text, 20_000 + number) } : file,
    );
    const previous = snapshot;
    const compile = milliseconds(() => {
      snapshot = buildSnapshot({ files: edited, revision: number, cni }, registry, previous);
    });
    return { compile, pairs: compile + milliseconds(allPairs) };
  });
  const middle = (key: 'compile' | 'pairs') => edits.map((edit) => edit[key]).sort((a, b) => a - b)[1] ?? 0;
  return {
    cluster: name,
    'ends (count)': snapshot.evaluator.ends,
    parse: timings.parse,
    decode: timings.decode,
    compile: timings.evaluate,
    'all pairs (aim 2,000)': timings.evaluate + pairs,
    'edit: compiled (aim 150)': middle('compile'),
    'edit: all pairs': middle('pairs'),
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
