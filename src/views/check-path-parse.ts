import type { FlowDetails } from '../model/flow';
import { icmp, icmpv6, protocolNumber, protocolOfNumber } from '../model/ports';

/** A question as typed, cut into its three pieces. Trimmed; empty where nothing is there. */
export type PathWords = {
  readonly from: string;
  /** A separator (`to`, `->`) is there. */
  readonly separated: boolean;
  readonly to: string;
  readonly ports: PortWords;
  /** What is asked besides: `GET /v1`, `dns example.com`. */
  readonly details?: FlowDetails;
};

/** What is said of ports. A number alone may be of any protocol; then TCP is meant, or what declares it. */
export type PortWords =
  | { readonly kind: 'none' }
  | { readonly kind: 'every'; readonly protocol: PortProtocol | undefined }
  | { readonly kind: 'number'; readonly port: number; readonly protocol: PortProtocol | undefined }
  /** A protocol without ports by its number; ICMP without a type is all of it. */
  | {
      readonly kind: 'protocol';
      readonly protocol: number;
      readonly type: number | undefined;
      readonly code: number | undefined;
    }
  | { readonly kind: 'name'; readonly name: string; readonly protocol: PortProtocol | undefined }
  | { readonly kind: 'wrong'; readonly text: string };

export type PortProtocol = 'TCP' | 'UDP' | 'SCTP';

/** Texts longer than this are nobody's question. */
const longest = 2000;
const fillers: ReadonlySet<string> = new Set(['on', 'port', 'ports', 'at', 'via', 'over']);
const everyWords: ReadonlySet<string> = new Set(['any', 'every', 'all', '*']);

/**
 * Every way to cut a text into from, to and ports, best first: `batch to api 8080`, `shop/batch -> api:http udp 53`.
 * There are several where a name could be a word of the grammar; the first whose names exist is meant.
 */
export function pathWords(text: string): readonly PathWords[] {
  const whole = text
    .slice(0, longest)
    .trim()
    .replace(/^from\s+/iu, '');
  const detailed = detailsOf(whole);
  if (detailed === undefined) return cutsOf(whole);
  const { rest, details } = detailed;
  return [...cutsOf(rest).map((cut) => ({ ...cut, details })), ...cutsOf(whole)];
}

const methods = 'GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE';

/** Takes what is asked besides from the end of a text: `… GET /v1`, `… dns example.com`, `… sni example.com`. */
function detailsOf(whole: string): { readonly rest: string; readonly details: FlowDetails } | undefined {
  const request = new RegExp(`\\s(${methods})\\s+(/\\S*)$`, 'u').exec(whole);
  if (request !== null) {
    const [, method = '', path = ''] = request;
    return { rest: whole.slice(0, request.index).trim(), details: { http: { method, path } } };
  }
  const named = /\s(dns|sni)\s+(\S+)$/iu.exec(whole);
  if (named === null) return undefined;
  const [, kind = '', name = ''] = named;
  const rest = whole.slice(0, named.index).trim();
  return {
    rest,
    details: kind.toLowerCase() === 'dns' ? { dns: name.toLowerCase() } : { sni: name.toLowerCase() },
  };
}

function cutsOf(whole: string): readonly PathWords[] {
  const cuts = [...whole.matchAll(/\s+to(?:\s+|$)|\s*(?:->|=>|→)\s*|\s+>\s+/giu)];
  const found: PathWords[] = [];
  for (const cut of cuts.slice(0, 4)) {
    const from = whole.slice(0, cut.index).trim();
    if (from === '') continue;
    const rest = whole.slice(cut.index + cut[0].length).trim();
    for (const { to, ports } of endAndPorts(rest)) found.push({ from, separated: true, to, ports });
  }
  return found.length > 0 ? found : [{ from: whole, separated: false, to: '', ports: { kind: 'none' } }];
}

/** Cuts `api:8080`, `api udp 53`, `api port http`: the longest name first, so that names with spaces can win. */
function endAndPorts(rest: string): readonly { readonly to: string; readonly ports: PortWords }[] {
  const words = rest.split(/\s+/u).filter((word) => word !== '');
  if (words.length === 0) return [{ to: '', ports: { kind: 'none' } }];
  const cuts: { to: string; ports: PortWords }[] = [];
  for (let length = Math.min(words.length, 6); length >= 1; length--) {
    const to = words.slice(0, length).join(' ');
    const tail = words.slice(length);
    cuts.push({ to, ports: portWords(tail) });
    const attached = attachedPort(to);
    if (attached !== undefined) cuts.push({ to: attached.to, ports: portWords([attached.port, ...tail]) });
  }
  return cuts;
}

/** `api:8080`, `10.0.0.1:80` and `[::1]:80`; a bare IPv6 address keeps its colons. */
function attachedPort(text: string): { readonly to: string; readonly port: string } | undefined {
  const named = /^(?<to>(?:node|entity|fqdn):[^:\s]+):(?<port>[^:\s]*)$/iu.exec(text)?.groups;
  if (named?.['to'] !== undefined) return { to: named['to'], port: named['port'] ?? '' };
  const bracket = /^\[(?<to>[^\]]*)\](?::(?<port>[^:\s]*))?$/u.exec(text)?.groups;
  if (bracket?.['to'] !== undefined) return { to: bracket['to'], port: bracket['port'] ?? '' };
  const plain = /^(?<to>[^:]+):(?<port>[^:\s]*)$/u.exec(text)?.groups;
  if (plain?.['to'] === undefined) return undefined;
  // A workload may be called so, but what follows then is a number.
  if (/^(?:node|entity|fqdn)$/iu.test(plain['to']) && !/^\d+$/u.test(plain['port'] ?? '')) return undefined;
  return { to: plain['to'].trim(), port: plain['port'] ?? '' };
}

function portWords(words: readonly string[]): PortWords {
  const telling = words.filter((word) => word !== '' && !fillers.has(word.toLowerCase()));
  const split = telling.flatMap((word) => word.split('/')).filter((word) => word !== '');
  const other = otherWords(split);
  if (other !== undefined) return other;
  const protocols = split.flatMap((word) => protocolWord(word) ?? []);
  const others = split.filter((word) => protocolWord(word) === undefined);
  const [protocol] = protocols;
  const [word] = others;
  if (protocols.length > 1 || others.length > 1) return { kind: 'wrong', text: telling.join(' ') };
  if (word === undefined) return protocol === undefined ? { kind: 'none' } : { kind: 'every', protocol };
  if (everyWords.has(word.toLowerCase())) return { kind: 'every', protocol };
  if (/^\d+$/u.test(word)) {
    const port = word.length > 5 ? 0 : Number(word);
    return port >= 1 && port <= 65535 ? { kind: 'number', port, protocol } : { kind: 'wrong', text: word };
  }
  return { kind: 'name', name: word, protocol };
}

/** `icmp`, `icmp 8`, `icmp type 3 code 1`, `gre`, `protocol 47`; undefined for what names no protocol without ports. */
function otherWords(words: readonly string[]): PortWords | undefined {
  const [first = '', ...rest] = words;
  const byNumber = first.toLowerCase() === 'protocol';
  const [told, ...more] = byNumber ? rest : words;
  if (told === undefined || /^\d+$/u.test(told) !== byNumber) return undefined;
  const protocol = protocolNumber(told);
  if (protocol === undefined || protocolOfNumber(protocol) !== undefined) return undefined;
  const numbers = more.filter((word) => !/^(?:type|code)$/iu.test(word));
  const isIcmp = protocol === icmp || protocol === icmpv6;
  const [type, code] = numbers.map((word) =>
    /^\d{1,3}$/u.test(word) && Number(word) <= 255 ? Number(word) : -1,
  );
  if (numbers.length > (isIcmp ? 2 : 0) || type === -1 || code === -1) {
    return { kind: 'wrong', text: words.join(' ') };
  }
  return { kind: 'protocol', protocol, type, code };
}

function protocolWord(word: string): PortProtocol | undefined {
  const upper = word.toUpperCase();
  return upper === 'TCP' || upper === 'UDP' || upper === 'SCTP' ? upper : undefined;
}
