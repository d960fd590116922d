import { decodeRule } from '../dialects/calico/decode-rule';
import { meetsHttp } from '../dialects/calico/http';
import { canonicalText } from '../dialects/calico/selector/canonical';
import { matchesSelector } from '../dialects/calico/selector/matches';
import { parseSelector } from '../dialects/calico/selector/parse';
import type { JsonObject } from '../yaml/types';
import { jsonLines } from './cases';
import type { Outcome } from './conformance';

type RecordedSelector = {
  readonly selector: string;
  readonly valid: boolean;
  readonly canonical?: string;
  readonly error?: string;
  readonly labels?: readonly Readonly<Record<string, string>>[];
  readonly matches?: readonly boolean[];
};

/** Selectors: whether they are any, their canonical form, and the labels that meet them. */
export function runCalicoSelectors(text: string): Outcome {
  const cases = jsonLines(text) as unknown as readonly RecordedSelector[];
  const wrong = cases.flatMap(({ selector, canonical, error, labels = [], matches = [] }) => {
    const parsed = parseSelector(selector);
    const expected = [canonical, error, ...matches];
    const got =
      parsed.kind === 'error'
        ? [undefined, parsed.message]
        : [
            canonicalText(parsed.node),
            undefined,
            ...labels.map((one) => matchesSelector(parsed.node, new Map(Object.entries(one)))),
          ];
    return JSON.stringify(got) === JSON.stringify(expected) ? [] : [{ selector, expected, got }];
  });
  return outcome(cases.length, cases.length, wrong);
}

type RecordedHttp = {
  readonly http: JsonObject;
  readonly requests: readonly { readonly method: string; readonly path: string; readonly matches: boolean }[];
};

/** Requests against the HTTP match of one rule. */
export function runCalicoHttp(text: string): Outcome {
  const cases = jsonLines(text) as unknown as readonly RecordedHttp[];
  const origin = { file: 'case', document: 0, path: [] };
  const wrong = cases.flatMap(({ http, requests }) => {
    const rule = decodeRule({ action: 'Allow', protocol: 'TCP', http }, 0, origin);
    return requests.flatMap((request) => {
      const got = rule.http === undefined || meetsHttp(rule.http, request);
      return got === request.matches ? [] : [{ http, request, got }];
    });
  });
  return outcome(
    cases.length,
    cases.reduce((sum, { requests }) => sum + requests.length, 0),
    wrong,
  );
}

function outcome(cases: number, asked: number, wrong: readonly object[]): Outcome {
  const shown = wrong.slice(0, 3).map((one) => JSON.stringify(one));
  return { cases, asked, agreed: asked - wrong.length, known: 0, shown };
}
