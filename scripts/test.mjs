// Every check, in the order in which a fault is cheapest to find. Stops at the first that fails.
import { spawnSync } from 'node:child_process';
import { root } from './bundle.mjs';

const npx = (command, ...args) => ['npx', ['--no-install', command, ...args]];
const steps = [
  ['the lock is whole', ['npm', ['ci', '--dry-run', '--ignore-scripts']]],
  ['format', npx('prettier', '--check', '.')],
  ['lint', npx('eslint', '.')],
  ['types', npx('tsc', '-p', 'tsconfig.json')],
  ['types of the engine, without the DOM', npx('tsc', '-p', 'tsconfig.engine.json')],
  ['unit, law, conformance and architecture tests', npx('vitest', 'run')],
  ['build', npx('vite', 'build')],
  ['end to end', ['node', ['scripts/e2e.mjs']]],
];

for (const [name, [command, args]] of steps) {
  console.log(`\n== ${name}`);
  const started = Date.now();
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(`\n== ${name}: failed`);
    process.exit(status ?? 1);
  }
  console.log(`== ${name}: passed in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
