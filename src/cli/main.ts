import { analyze } from '../analysis/analyze';
import type { Analysis } from '../analysis/types';
import { registry } from '../registry';
import type { SourceFile } from '../yaml/types';
import { readArguments, type Arguments } from './arguments';
import { explainText } from './explain';
import { detailsOfFlags, flowFlags, portsOfFlags } from './explain-flags';
import { InputError } from './input-error';
import { listFormats, listPieces } from './list';
import { readManifests, readTexts } from './read-paths';
import { testReport } from './test-report';
import { validateLines } from './validate';
import { verdictLines } from './verdicts';

/** What a command prints and how it ends. `warnings` go to standard error. */
export type Outcome = {
  readonly out: Iterable<string>;
  readonly warnings: readonly string[];
  readonly exitCode: number;
};

export const usage = `Drawbridge: who may talk to whom in a Kubernetes cluster.

  drawbridge list [--cni NAME] [--format ${listFormats.join('|')}] PATH…
      who can reach whom
  drawbridge explain --from A --to B [--protocol TCP] [--port N] [--cni NAME] PATH…
      one path, and why it is open or closed; A and B are workloads, pods, Services, addresses,
      entity:NAME, node:NAME or fqdn:NAME. Besides: --protocol ICMP --icmp-type N --icmp-code N
      --source-port N, --http-method M --http-path P --http-host H --http-header 'Name: value',
      --dns NAME, --sni NAME
  drawbridge test [--cni NAME] [--waive fails,cannotTell,vacuous] PATH…
      the Expectations found there; ends with 1 where one does not hold
  drawbridge validate [--cni NAME] FILE…
      what server and engine say; JSON lines {"id", "resource" or "text", "cni", "options", "crd"}
  drawbridge verdicts [--cni NAME] FILE…
      verdicts of recorded cases; JSON lines {"id", "cni", "resources", "queries"}

PATH is a manifest or a folder of them; - is standard input. CNI: ${registry.titles.map(({ name }) => name).join(', ')}.
`;

/** Runs one command. Bad input is thrown as InputError before anything is printed. */
export function run(words: readonly string[]): Outcome {
  const [command, ...rest] = words;
  switch (command) {
    case 'list':
      return list(readArguments(rest, ['cni', 'format']));
    case 'explain':
      return explain(readArguments(rest, ['from', 'to', ...flowFlags, 'cni']));
    case 'test':
      return test(readArguments(rest, ['cni', 'waive']));
    case 'validate':
    case 'verdicts': {
      const given = readArguments(rest, ['cni']);
      const cni = cniOf(given);
      const options = cni === undefined ? {} : { cni };
      const answer = command === 'validate' ? validateLines : verdictLines;
      return lines(readTexts(given.rest).flatMap((text) => answer(text, options)));
    }
    case undefined:
    case 'help':
    case '--help':
    case '-h':
      return { out: [usage], warnings: [], exitCode: command === undefined ? 2 : 0 };
    default:
      throw new InputError(`no command ${command}; drawbridge help lists them`);
  }
}

function lines(found: readonly string[]): Outcome {
  return { out: found.map((line) => `${line}\n`), warnings: [], exitCode: 0 };
}

function cniOf(given: Arguments): string | undefined {
  const name = given.options.get('cni');
  if (name !== undefined && !registry.cnis.some((cni) => cni.name === name)) {
    throw new InputError(`no CNI ${name}; there is ${registry.titles.map(({ name }) => name).join(', ')}`);
  }
  return name;
}

function analyzed(given: Arguments): { readonly analysis: Analysis; readonly warnings: readonly string[] } {
  const cni = cniOf(given);
  const files: readonly SourceFile[] = readManifests(given.rest);
  const analysis = analyze(files, 0, registry, undefined, cni === undefined ? {} : { cni });
  const warnings = analysis.summary.problems
    .filter((problem) => problem.severity === 'error')
    .map(({ place, message }) => `${place.fileName}:${place.line}:${place.column}: ${message}`);
  const { notEnforced, policies } = analysis.summary;
  if (notEnforced > 0) {
    warnings.push(
      `${notEnforced} of ${policies.length} policies are not enforced by ${analysis.snapshot.cni.title}`,
    );
  }
  return { analysis, warnings };
}

function list(given: Arguments): Outcome {
  const format = given.options.get('format') ?? 'text';
  const known = listFormats.find((one) => one === format);
  if (known === undefined) throw new InputError(`no format ${format}; there is ${listFormats.join(', ')}`);
  const { analysis, warnings } = analyzed(given);
  return { out: listPieces(analysis.snapshot, known), warnings, exitCode: 0 };
}

function explain(given: Arguments): Outcome {
  const from = given.options.get('from');
  const to = given.options.get('to');
  if (from === undefined || to === undefined) throw new InputError('explain needs --from and --to');
  const ports = portsOfFlags(given);
  const details = detailsOfFlags(given);
  const { analysis, warnings } = analyzed(given);
  const text = explainText(analysis, { from, to, ports, ...(details !== undefined && { details }) });
  return { out: [text.endsWith('\n') ? text : `${text}\n`], warnings, exitCode: 0 };
}

function test(given: Arguments): Outcome {
  const waived = (given.options.get('waive') ?? '').split(',').filter((word) => word !== '');
  const unknown = waived.find((word) => !['fails', 'cannotTell', 'vacuous'].includes(word));
  if (unknown !== undefined) {
    throw new InputError(`--waive takes fails, cannotTell and vacuous, not ${unknown}`);
  }
  const { analysis, warnings } = analyzed(given);
  const report = testReport(analysis, new Set(waived));
  return { out: [report.text], warnings, exitCode: report.passed ? 0 : 1 };
}
