import type { FlowDetails } from '../model/flow';
import { icmp, icmpv6, protocolNumber, protocolOfNumber } from '../model/ports';
import type { PortWords } from '../views/check-path-parse';
import type { Arguments } from './arguments';
import { InputError } from './input-error';

/** Flags that say which flow between two ends is meant. */
export const flowFlags = [
  'protocol',
  'port',
  'source-port',
  'icmp-type',
  'icmp-code',
  'http-method',
  'http-path',
  'http-host',
  'http-header',
  'dns',
  'sni',
] as const;

/** The ports that are meant; without a port those that the destination declares. Throws InputError. */
export function portsOfFlags({ options }: Arguments): PortWords {
  const text = options.get('protocol') ?? (options.has('icmp-type') ? 'ICMP' : 'TCP');
  const number = protocolNumber(text.trim());
  if (number === undefined) {
    throw new InputError(`--protocol ${text} is no protocol that is known, and no number`);
  }
  const protocol = protocolOfNumber(number);
  const isIcmp = number === icmp || number === icmpv6;
  const type = numberOf(options, 'icmp-type', 0, 255);
  const code = numberOf(options, 'icmp-code', 0, 255);
  if (!isIcmp && (type !== undefined || code !== undefined)) {
    throw new InputError('--icmp-type and --icmp-code are of ICMP and ICMPv6 only');
  }
  if (code !== undefined && type === undefined) throw new InputError('--icmp-code needs --icmp-type');
  if (protocol === undefined || protocol === 'other') {
    if (options.has('port')) throw new InputError(`--protocol ${text} has no ports`);
    return { kind: 'protocol', protocol: number, type, code };
  }
  const port = options.get('port');
  if (port === undefined) return { kind: 'none' };
  if (!isNumber(port, 1, 65535)) throw new InputError(`--port ${port} is no port`);
  return { kind: 'number', port: Number(port), protocol };
}

/** What is asked besides; undefined where nothing is. Throws InputError. */
export function detailsOfFlags({ options, all }: Arguments): FlowDetails | undefined {
  const method = options.get('http-method');
  const path = options.get('http-path');
  const host = options.get('http-host');
  const headers = (all.get('http-header') ?? []).map(headerOf);
  const asksHttp = method !== undefined || path !== undefined || host !== undefined || headers.length > 0;
  const sourcePort = numberOf(options, 'source-port', 1, 65535);
  const dns = options.get('dns');
  const sni = options.get('sni');
  if (method === '' || dns === '' || sni === '') {
    throw new InputError('--http-method, --dns and --sni need a value');
  }
  if (path !== undefined && !path.startsWith('/')) {
    throw new InputError(`--http-path ${path} does not begin with /`);
  }
  const details: FlowDetails = {
    ...(sourcePort !== undefined && { sourcePort }),
    ...(asksHttp && {
      http: {
        method: method ?? 'GET',
        path: path ?? '/',
        ...(host !== undefined && { host }),
        ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
      },
    }),
    ...(dns !== undefined && { dns: dns.toLowerCase() }),
    ...(sni !== undefined && { sni: sni.toLowerCase() }),
  };
  return Object.keys(details).length === 0 ? undefined : details;
}

/** `Name: value`; names of headers are in lower case. */
function headerOf(text: string): readonly [string, string] {
  const colon = text.indexOf(':');
  const name = text.slice(0, Math.max(colon, 0)).trim().toLowerCase();
  if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/u.test(name)) {
    throw new InputError(`--http-header ${text} is not written as Name: value`);
  }
  return [name, text.slice(colon + 1).trim()];
}

function numberOf(
  options: Arguments['options'],
  name: (typeof flowFlags)[number],
  first: number,
  last: number,
): number | undefined {
  const text = options.get(name);
  if (text === undefined) return undefined;
  if (!isNumber(text, first, last)) {
    throw new InputError(`--${name} ${text} is no number from ${first} to ${last}`);
  }
  return Number(text);
}

function isNumber(text: string, first: number, last: number): boolean {
  return /^\d{1,5}$/u.test(text) && Number(text) >= first && Number(text) <= last;
}
