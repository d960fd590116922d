import { expect, test } from 'vitest';
import { jsonLines, recordedText } from '../../testing/cases';
import type { JsonObject } from '../../yaml/types';
import { decodeRule } from './decode-rule';
import { meetsHttp } from './http';

type RecordedHttp = {
  readonly http: JsonObject;
  readonly requests: readonly { readonly method: string; readonly path: string; readonly matches: boolean }[];
};

const cases = jsonLines(recordedText('calico-http')) as unknown as readonly RecordedHttp[];

test('[CAL-60] recorded requests pass or fail as Calico’s application layer decides', () => {
  const origin = { file: 'f', document: 0, path: [] };
  let asked = 0;
  const wrong = cases.flatMap(({ http, requests }) => {
    const rule = decodeRule({ action: 'Allow', protocol: 'TCP', http }, 0, origin);
    return requests.flatMap((request) => {
      asked += 1;
      const got = rule.http === undefined || meetsHttp(rule.http, request);
      return got === request.matches ? [] : [{ http, request, got }];
    });
  });
  expect(asked).toBe(1440);
  expect(wrong).toEqual([]);
});
