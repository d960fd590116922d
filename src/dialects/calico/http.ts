import type { CalicoHttp } from './spec';

/**
 * Whether Calico's application layer lets a request pass a rule's `http`. Upstream: projectcalico/calico
 * `app-policy/checker/match.go`.
 *
 * `path` is the request's as sent. A path that does not begin with `/` fails every rule that has paths.
 */
export function meetsHttp(
  http: CalicoHttp,
  asked: { readonly method: string; readonly path: string },
): boolean {
  return meetsMethods(http.methods, asked.method) && meetsPaths(http.paths, asked.path);
}

function meetsMethods(methods: readonly string[], method: string): boolean {
  return methods.length === 0 || methods.includes('*') || methods.includes(method);
}

function meetsPaths(paths: CalicoHttp['paths'], path: string): boolean {
  if (paths.length === 0) return true;
  const asked = canonicalPath(path);
  if (asked === undefined) return false;
  return paths.some(({ exact, prefix }) => {
    const wanted = canonicalPath(exact ?? prefix ?? '');
    if (wanted === undefined) return false;
    if (exact !== undefined) return asked === wanted;
    return asked === wanted || asked.startsWith(wanted === '/' ? '/' : `${wanted}/`);
  });
}

/**
 * The path without query and fragment, decoded once, without parameters of segments, empty and dotted segments and a
 * slash at its end; undefined where it cannot be told what a server would make of it.
 */
function canonicalPath(path: string): string | undefined {
  const decoded = percentDecoded(path.replace(/[?#].*$/s, ''));
  if (decoded === undefined || /%2e|%2f|%5c|\0/i.test(decoded)) return undefined;
  const slashed = decoded.replaceAll('\\', '/');
  if (!slashed.startsWith('/')) return undefined;
  const segments: string[] = [];
  for (const written of slashed.split('/')) {
    const semicolon = written.indexOf(';');
    const segment = semicolon < 0 ? written : written.slice(0, semicolon);
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `/${segments.join('/')}`;
}

/**
 * Decodes `%xx` to bytes, each told as one character; the rest becomes its UTF-8 bytes, so that both spellings of a
 * character are equal. Undefined for a broken escape.
 */
function percentDecoded(path: string): string | undefined {
  let decoded = '';
  for (const part of path.match(/%[0-9a-fA-F]{2}|[\s\S]/gu) ?? []) {
    if (part.length === 3 && part.startsWith('%')) {
      decoded += String.fromCharCode(parseInt(part.slice(1), 16));
    } else if (part === '%') return undefined;
    else decoded += utf8(part.codePointAt(0) ?? 0);
  }
  return decoded;
}

function utf8(code: number): string {
  if (code < 0x80) return String.fromCharCode(code);
  const tail = (shift: number) => 0x80 | ((code >> shift) & 0x3f);
  if (code < 0x800) return String.fromCharCode(0xc0 | (code >> 6), tail(0));
  if (code < 0x1_0000) return String.fromCharCode(0xe0 | (code >> 12), tail(6), tail(0));
  return String.fromCharCode(0xf0 | (code >> 18), tail(12), tail(6), tail(0));
}

/** What a rule's `http` demands, one alternative of method and path each: `GET /v1/…`. */
export function httpWords({ methods, paths }: CalicoHttp): readonly string[] {
  const verbs = methods.length === 0 || methods.includes('*') ? [''] : methods.map((method) => `${method} `);
  const places =
    paths.length === 0
      ? ['any path']
      : paths.map(({ exact, prefix }) => exact ?? `${(prefix ?? '').replace(/\/$/, '')}/…`);
  return verbs.flatMap((verb) => places.map((place) => `${verb === '' ? 'any method ' : verb}${place}`));
}
