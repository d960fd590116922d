import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { JsonObject } from '../yaml/types';

/** A recorded flow with what the engines said of it. */
export type RecordedQuery = {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly port?: number;
  readonly ipVersion?: 4 | 6;
  readonly sourcePort?: number;
  readonly icmpType?: number;
  readonly icmpCode?: number;
  readonly http?: object;
  readonly dns?: string;
  readonly sni?: string;
  readonly egress?: string;
  readonly ingress?: string;
  readonly expect: string;
  /** Of an allowed flow: a proxy would refuse some of what it carries. */
  readonly conditional?: boolean;
  readonly auth?: string;
};

/** A recorded cluster with its flows. */
export type RecordedCase = {
  readonly id: string;
  readonly about?: string;
  readonly note?: string;
  readonly cni: string;
  readonly options?: JsonObject;
  readonly names?: JsonObject;
  readonly resources: readonly JsonObject[];
  readonly queries: readonly RecordedQuery[];
};

/** The folder of recorded cases, found from the root of the repository, where tests and scripts run. */
const folder = 'src/testing/cases';

/** The text of a recorded file, by its name without `.jsonl.gz`. */
export function recordedText(name: string): string {
  return gunzipSync(readFileSync(join(folder, `${name}.jsonl.gz`))).toString('utf8');
}

/** The objects of a text of JSON lines. */
export function jsonLines(text: string): readonly JsonObject[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as JsonObject);
}

/** The recorded clusters of a text. */
export function verdictCases(text: string): readonly RecordedCase[] {
  return jsonLines(text) as unknown as readonly RecordedCase[];
}

/** The recorded clusters of a text whose policies are all NetworkPolicies. */
export function networkPolicyCases(text: string): readonly RecordedCase[] {
  return verdictCases(text).filter(({ resources }) =>
    resources.every(
      ({ kind }) => kind === 'NetworkPolicy' || !(typeof kind === 'string' && kind.endsWith('Policy')),
    ),
  );
}
