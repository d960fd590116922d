import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readAsKubectl } from '../yaml/read-as-kubectl';
import type { KubectlDocument } from '../yaml/read-as-kubectl';
import type { Json } from '../yaml/types';

/** A text and the documents that kubectl's own code reads from it. */
export type YamlCase = {
  readonly id: string;
  readonly text?: string;
  /** The bytes, where they are not UTF-8. */
  readonly base64?: string;
  readonly documents: readonly KubectlDocument[];
};

export type YamlAgreement = {
  readonly id: string;
  readonly same: boolean;
  readonly expected: readonly KubectlDocument[];
  readonly got: readonly KubectlDocument[];
};

/** The recorded cases of a gzipped file with one JSON object a line. */
export function readYamlCases(file: URL): readonly YamlCase[] {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as YamlCase);
}

/** Reads a case and compares: documents and values, error against error, null documents left out. */
export function compareYamlCase(yamlCase: YamlCase): YamlAgreement {
  const input =
    yamlCase.base64 === undefined
      ? (yamlCase.text ?? '')
      : Uint8Array.from(Buffer.from(yamlCase.base64, 'base64'));
  const got = readAsKubectl(input);
  const expected = yamlCase.documents;
  return { id: yamlCase.id, same: fingerprint(got) === fingerprint(expected), expected, got };
}

function fingerprint(documents: readonly KubectlDocument[]): string {
  return documents
    .filter((document) => 'error' in document || document.json !== null)
    .map((document) => ('error' in document ? 'error' : (document.exact ?? canonical(document.json))))
    .join('\n');
}

/** JSON text with sorted keys: the order of keys means nothing. Written without recursion for deep cases. */
function canonical(root: Json): string {
  const parts: string[] = [];
  const rest: (Json | { readonly literal: string })[] = [root];
  const literals = new WeakSet<object>();
  const literal = (text: string) => {
    const object = { literal: text };
    literals.add(object);
    return object;
  };
  while (rest.length > 0) {
    const value = rest.pop() ?? null;
    if (typeof value !== 'object' || value === null) {
      parts.push(JSON.stringify(Object.is(value, -0) ? 0 : value));
    } else if (literals.has(value)) {
      parts.push((value as { literal: string }).literal);
    } else if (Array.isArray(value)) {
      rest.push(literal(']'));
      for (const item of (value as readonly Json[]).toReversed()) rest.push(literal(','), item);
      parts.push('[');
    } else {
      const keys = Object.keys(value).sort().toReversed();
      rest.push(literal('}'));
      for (const key of keys) {
        rest.push(
          literal(','),
          (value as { readonly [k: string]: Json })[key] ?? null,
          literal(`${JSON.stringify(key)}:`),
        );
      }
      parts.push('{');
    }
  }
  return parts.join('');
}
