import { deriveFacts } from '../evaluator/facts';
import { traceFlow } from '../evaluator/trace';
import { printYaml } from '../yaml/print';
import type { JsonObject } from '../yaml/types';
import { adminValidationCases, compareAdminValidation } from './admin-validation-cases';
import { evaluators, flowOf, runCase, worldOf } from './case-runner';
import type { Disagreement } from './case-runner';
import { verdictCases } from './cases';
import { traceText } from './trace-text';
import { compareValidationCase, validationCases } from './validation-cases';
import { compareYamlCase } from './yaml-cases';
import type { YamlCase } from './yaml-cases';
import { ciliumValidationCases, compareCiliumValidation } from './cilium-validation-cases';
import type { CiliumRelease } from './cilium-validation-cases';
import { calicoValidationCases, compareCalicoValidation } from './calico-validation-cases';

/** How a file of recorded cases came out. */
export type Outcome = {
  readonly cases: number;
  /** What is compared in them: flows, documents. */
  readonly asked: number;
  readonly agreed: number;
  /** Disagreements that are listed, with their reason, where the tests say which are allowed. */
  readonly known: number;
  /** Disagreements as text to read, the first few. */
  readonly shown: readonly string[];
};

/** How many disagreements of one file are shown. */
const mostShown = 3;

/** Verdicts of both evaluators on every flow. */
export function runVerdicts(text: string): Outcome {
  const cases = verdictCases(text);
  const wrong: Disagreement[] = [];
  for (const recorded of cases) {
    const traced = runCase(recorded, evaluators.tracing);
    const compiled = runCase(recorded, evaluators.compiled);
    const queries = new Set(traced.map(({ query }) => query));
    wrong.push(...traced, ...compiled.filter(({ query }) => !queries.has(query)));
  }
  const asked = cases.reduce((sum, { queries }) => sum + queries.length, 0);
  return {
    cases: cases.length,
    asked,
    agreed: asked - wrong.length,
    known: 0,
    shown: wrong.slice(0, mostShown).map(disagreementText),
  };
}

function disagreementText({ of, query, got }: Disagreement): string {
  const { cluster, arrangement } = worldOf(of);
  const trace = traceFlow(deriveFacts(cluster), arrangement, flowOf(cluster, query));
  const { egress, ingress, expect, ...flow } = query;
  return [
    `${of.id}${of.about === undefined ? '' : `: ${of.about}`}`,
    ...of.resources.map((resource) => printYaml(resource).trimEnd()).flatMap((yaml) => ['---', yaml]),
    '---',
    `flow      ${JSON.stringify(flow)}`,
    `expected  ${expect} (egress ${egress}, ingress ${ingress})`,
    `got       ${got.expect} (egress ${got.egress}, ingress ${got.ingress})${got.conditional ? ' conditional' : ''} ${got.auth ?? ''}`.trimEnd(),
    traceText(trace),
  ].join('\n');
}

/** What the API server says of documents. */
export function runValidation(text: string): Outcome {
  return documentsOutcome(validationCases(text), compareValidationCase);
}

/** What the API server says of cluster-wide policies, under the CRDs that each case names. */
export function runAdminValidation(text: string): Outcome {
  return documentsOutcome(adminValidationCases(text), compareAdminValidation);
}

/** What Calico's API says of objects. */
export function runCalicoValidation(text: string, cni: string): Outcome {
  return documentsOutcome(calicoValidationCases(text), (one) => compareCalicoValidation(one, cni));
}

/** What the API server and Cilium's agent say of objects. */
function runCiliumValidation(text: string, cni: CiliumRelease): Outcome {
  return documentsOutcome(
    ciliumValidationCases(text),
    (one) => compareCiliumValidation(one, cni),
    ` (${cni})`,
  );
}

/** Documents with what was expected to be said of each, and what is. */
function documentsOutcome<
  One extends { readonly id: string; readonly text?: string; readonly resource?: JsonObject },
>(
  cases: readonly One[],
  compare: (one: One) => {
    readonly same: boolean;
    readonly expected: readonly string[];
    readonly got: readonly string[];
  },
  about = '',
): Outcome {
  const wrong = cases.map((one) => ({ one, ...compare(one) })).filter(({ same }) => !same);
  return {
    cases: cases.length,
    asked: cases.length,
    agreed: cases.length - wrong.length,
    known: 0,
    shown: wrong
      .slice(0, mostShown)
      .map(({ one, expected, got }) =>
        [
          `${one.id}${about}`,
          one.text ?? printYaml(one.resource ?? {}),
          ...differenceLines(expected, got),
        ].join('\n'),
      ),
  };
}

/** Both releases of one file that has both. */
export function runBothCiliumValidations(text: string): Outcome {
  const [newer, older] = [runCiliumValidation(text, 'cilium-1.20'), runCiliumValidation(text, 'cilium-1.19')];
  return {
    cases: newer.cases,
    asked: newer.asked + older.asked,
    agreed: newer.agreed + older.agreed,
    known: 0,
    shown: [...newer.shown, ...older.shown],
  };
}

/** What kubectl reads from texts. */
export function runYaml(text: string): Outcome {
  const cases = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as YamlCase);
  const results = cases.map((one) => ({ one, ...compareYamlCase(one) }));
  const wrong = results.filter(({ same }) => !same);
  return {
    cases: cases.length,
    asked: cases.length,
    agreed: cases.length - wrong.length,
    known: 0,
    shown: wrong.slice(0, mostShown).map(({ one, id, expected, got }) => {
      const lines = (documents: readonly object[]) => documents.map((document) => JSON.stringify(document));
      const shown = one.text ?? `base64 ${one.base64 ?? ''}`;
      return [id, shown, ...differenceLines(lines(expected), lines(got))].join('\n');
    }),
  };
}

function differenceLines(expected: readonly string[], got: readonly string[]): readonly string[] {
  return [
    ...expected.filter((line) => !got.includes(line)).map((line) => `- ${line}`),
    ...got.filter((line) => !expected.includes(line)).map((line) => `+ ${line}`),
  ];
}
