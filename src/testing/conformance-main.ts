import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCalicoHttp, runCalicoSelectors } from './calico-language-cases';
import { recordedText } from './cases';
import { runCiliumNames } from './cilium-name-cases';
import {
  runAdminValidation,
  runBothCiliumValidations,
  runCalicoValidation,
  runValidation,
  runVerdicts,
  runYaml,
} from './conformance';
import type { Outcome } from './conformance';

const files: readonly { readonly name: string; readonly run: (text: string) => Outcome }[] = [
  { name: 'kubernetes-np', run: runVerdicts },
  { name: 'kubernetes-directed', run: runVerdicts },
  { name: 'kubernetes-anp', run: runVerdicts },
  { name: 'kubernetes-kcnp', run: runVerdicts },
  { name: 'upstream-cluster-network-policy', run: runVerdicts },
  { name: 'kubernetes-np-invalid', run: runValidation },
  { name: 'kubernetes-admin-invalid', run: runAdminValidation },
  { name: 'kubectl-yaml', run: runYaml },
  { name: 'calico-3.32-directed', run: runVerdicts },
  { name: 'calico-3.32', run: runVerdicts },
  { name: 'calico-3.32-np', run: runVerdicts },
  { name: 'calico-3.31-directed', run: runVerdicts },
  { name: 'calico-3.31', run: runVerdicts },
  { name: 'calico-3.31-anp', run: runVerdicts },
  { name: 'calico-selectors', run: runCalicoSelectors },
  { name: 'calico-http', run: runCalicoHttp },
  { name: 'calico-3.32-invalid', run: (text) => runCalicoValidation(text, 'calico-3.32') },
  { name: 'calico-3.31-invalid', run: (text) => runCalicoValidation(text, 'calico-3.31') },
  { name: 'cilium-1.20', run: runVerdicts },
  { name: 'cilium-1.19', run: runVerdicts },
  { name: 'cilium-1.20-np', run: runVerdicts },
  { name: 'cilium-1.19-np', run: runVerdicts },
  { name: 'cilium-1.20-kcnp', run: runVerdicts },
  { name: 'cilium-fqdn', run: runCiliumNames },
  { name: 'cilium-invalid', run: runBothCiliumValidations },
];

/** Runs the repository's own copies, or files of the same names (`NAME.jsonl`) in a folder. */
function main(folder: string | undefined): void {
  const rows: (readonly string[])[] = [['file', 'cases', 'asked', 'agreed', '']];
  const shown: string[] = [];
  let failed = false;
  for (const { name, run } of files) {
    const path = folder === undefined ? undefined : join(folder, `${name}.jsonl`);
    if (path !== undefined && !existsSync(path)) {
      rows.push([name, '', '', '', 'not in the folder']);
      continue;
    }
    const outcome = run(path === undefined ? recordedText(name) : readFileSync(path, 'utf8'));
    const left = outcome.asked - outcome.agreed;
    failed ||= left > outcome.known;
    rows.push([
      name,
      `${outcome.cases}`,
      `${outcome.asked}`,
      `${outcome.agreed}`,
      left === 0 ? 'all' : `${left} disagree${outcome.known > 0 ? `, ${outcome.known} of them known` : ''}`,
    ]);
    shown.push(...outcome.shown.map((text) => `\n=== ${name}: ${text}`));
  }
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 || column === 4 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    console.log(cells.join('  ').trimEnd());
  }
  for (const text of shown) console.log(text);
  process.exitCode = failed ? 1 : 0;
}

main(process.argv[2]);
