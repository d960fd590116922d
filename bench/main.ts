import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Evaluator } from '../src/evaluator/types';
import { registry } from '../src/registry';
import { buildSnapshot } from '../src/snapshot/build';
import type { Snapshot } from '../src/snapshot/types';
import { generateBig } from '../src/testing/generate-big';
import type { SourceFile } from '../src/yaml/types';

const sizes = [
  { workloads: 200, policies: 200, seed: 1 },
  { workloads: 1000, policies: 1500, seed: 2 },
  { workloads: 5000, policies: 10_000, seed: 3 },
] as const;

/** One line of the table: milliseconds, unless the name says otherwise. */
type Figures = Readonly<Record<string, number>>;

function milliseconds(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/** The middle of five runs. */
function middle(work: () => number): number {
  const runs = Array.from({ length: 5 }, work).sort((a, b) => a - b);
  return runs[2] ?? 0;
}

/** Asks for the reach of every end: all pairs, all protocols and ports. */
function allPairs(evaluator: Evaluator): void {
  for (let from = 0; from < evaluator.ends; from++) evaluator.reaches(from);
}

/** Another port in one policy: what a person does while typing. */
function editedPort(files: readonly SourceFile[], number: number): readonly SourceFile[] {
  return files.map((file) =>
    file.id === 'policies.yaml'
      ? { ...file, text: file.text.replace(/port: 9090\n/, `port: ${number}\n`) }
      : file,
  );
}

/** Another block of addresses in one policy: it moves a boundary of the outside. */
function editedBlock(files: readonly SourceFile[], number: number): readonly SourceFile[] {
  return files.map((file) =>
    file.id === 'policies.yaml'
      ? { ...file, text: file.text.replace(/cidr: 203\.0\.113\.\d+\/28/, `cidr: 192.0.2.${number}/32`) }
      : file,
  );
}

type EditFigures = { readonly snapshot: number; readonly verdicts: number };

/** From changed texts to a snapshot, and on to all pairs anew. */
function edit(
  first: Snapshot,
  change: (files: readonly SourceFile[], number: number) => readonly SourceFile[],
): EditFigures {
  let previous = first;
  let number = 1;
  const runs = Array.from({ length: 5 }, () => {
    const files = change(previous.files, 20_000 + number);
    let snapshot = previous;
    number += 1;
    const compile = milliseconds(() => {
      snapshot = buildSnapshot({ files, revision: number }, registry, previous);
    });
    const pairs = milliseconds(() => allPairs(snapshot.evaluator));
    previous = snapshot;
    return { snapshot: compile, verdicts: compile + pairs };
  });
  const of = (key: keyof EditFigures) => runs.map((run) => run[key]).sort((a, b) => a - b)[2] ?? 0;
  return { snapshot: of('snapshot'), verdicts: of('verdicts') };
}

function engineFigures(files: readonly SourceFile[]): Figures {
  let snapshot = buildSnapshot({ files, revision: 0 }, registry);
  const timings = snapshot.timings;
  const pairs = milliseconds(() => allPairs(snapshot.evaluator));
  const trace = middle(() =>
    milliseconds(() => {
      const last = snapshot.cluster.pods.length - 1;
      const flow = {
        from: { kind: 'pod', pod: 0 },
        to: { kind: 'pod', pod: last },
        protocol: 'TCP',
        port: 8080,
      } as const;
      snapshot.evaluator.trace(flow);
    }),
  );
  const afresh = middle(() =>
    milliseconds(() => {
      snapshot = buildSnapshot({ files, revision: 0 }, registry);
      allPairs(snapshot.evaluator);
    }),
  );
  const port = edit(snapshot, editedPort);
  const block = edit(snapshot, (all, number) => editedBlock(all, number % 250));
  return {
    parse: timings.parse,
    decode: timings.decode,
    compile: timings.evaluate,
    'all pairs': pairs,
    'all of it afresh': afresh,
    'edit of a port: compiled': port.snapshot,
    'edit of a port: all pairs': port.verdicts,
    'edit of a block: compiled': block.snapshot,
    'edit of a block: all pairs': block.verdicts,
    trace,
  };
}

/** A whole `list` process, written to a file. */
function listFigures(folder: string): Figures {
  const out = join(folder, 'out.json');
  const manifests = join(folder, 'manifests');
  const program = join(process.cwd(), 'scripts', 'drawbridge.mjs');
  const code = `
    process.argv = [process.argv[0], ${JSON.stringify(program)}, 'list', '--format', 'json', ${JSON.stringify(manifests)}];
    process.on('exit', () => process.stderr.write(String(process.resourceUsage().maxRSS)));
    await import(${JSON.stringify(`file://${program}`)});
  `;
  let memory = 0;
  const time = milliseconds(() => {
    const file = openSync(out, 'w');
    const { stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', file, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(file);
    if (status !== 0) throw new Error(stderr);
    memory = Number(/\d+$/.exec(stderr)?.[0] ?? 0) / 1024;
  });
  const rows = readFileSync(out, 'utf8').split('\n').length - 3;
  return { 'whole list process': time, 'list rows (count)': rows, 'list peak memory (MB)': memory };
}

function figuresOf(size: (typeof sizes)[number]): Figures {
  const { cluster, policies } = generateBig(size);
  const files = [
    { id: 'cluster.yaml', name: 'cluster.yaml', text: cluster },
    { id: 'policies.yaml', name: 'policies.yaml', text: policies },
  ];
  const folder = mkdtempSync(join(tmpdir(), 'drawbridge-bench-'));
  try {
    mkdirSync(join(folder, 'manifests'));
    for (const { name, text } of files) writeFileSync(join(folder, 'manifests', name), text);
    const megabytes = (cluster.length + policies.length) / 2 ** 20;
    return { 'YAML (MB)': megabytes, ...engineFigures(files), ...listFigures(folder) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function main(): void {
  // Builds the command line, so that no figure contains it.
  execFileSync(process.execPath, [join('scripts', 'drawbridge.mjs'), 'help'], { stdio: 'ignore' });
  const results = sizes.map((size) => ({ size, figures: figuresOf(size) }));
  const names = Object.keys(results[0]?.figures ?? {});
  const heads = results.map(({ size }) => `${size.workloads} workloads, ${size.policies} policies`);
  const width = Math.max(...names.map((name) => name.length));
  console.log(`${''.padEnd(width)}  ${heads.map((head) => head.padStart(30)).join('')}`);
  for (const name of names) {
    const cells = results.map(({ figures }) =>
      (figures[name] ?? NaN).toFixed(name.includes('count') ? 0 : 1).padStart(30),
    );
    console.log(`${name.padEnd(width)}  ${cells.join('')}`);
  }
  console.log('\nMilliseconds, unless it says otherwise.\n');
  console.log(
    JSON.stringify(
      results.map(({ size, figures }) => ({ ...size, ...figures })),
      null,
      2,
    ),
  );
}

main();
