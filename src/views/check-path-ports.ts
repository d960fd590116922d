import type { Analysis } from '../analysis/types';
import {
  everyPort,
  icmp,
  icmpv6,
  intersectPorts,
  otherPort,
  otherPorts,
  portSetText,
  portsOf,
  subtractPorts,
  unionPorts,
} from '../model/ports';
import type { PortSet, Protocol } from '../model/ports';
import { tellingPort } from '../model/telling-port';
import { nearNames } from './check-path-near';
import type { PortWords } from './check-path-parse';
import { endNames } from './explanation-ends';
import { connectionOf, portText } from './explanation-flow';
import { code, name, sentence } from './sentences';
import type { Sentence } from './sentences';

/** One port to check; `text` says for which ports it stands. */
export type AskedPort = { readonly protocol: Protocol; readonly port: number; readonly text: string };

export type PortReading =
  | { readonly kind: 'ports'; readonly ports: readonly AskedPort[]; readonly note: Sentence | undefined }
  | { readonly kind: 'missing' }
  /** `near`: other texts for the port alone. */
  | { readonly kind: 'problem'; readonly message: Sentence; readonly near: readonly string[] };

const portsShown = 8;

/** What is asked of the ports of one destination. Without words those that it declares. */
export function readPorts(analysis: Analysis, from: string, to: string, words: PortWords): PortReading {
  const declared = endNames(analysis).workload(to)?.ports ?? [];
  const title = endNames(analysis).titleOf(to);
  switch (words.kind) {
    case 'none':
      return declared.length === 0
        ? { kind: 'missing' }
        : asked(declared.map(({ protocol, port }) => ({ protocol, port })));
    case 'number': {
      if (words.protocol !== undefined) return asked([{ protocol: words.protocol, port: words.port }]);
      const here = declared.filter(({ port }) => port === words.port);
      if (here.length === 0) return asked([{ protocol: 'TCP', port: words.port }]);
      return asked(here);
    }
    case 'name': {
      const called = declared.filter(
        (port) => port.name === words.name && (words.protocol ?? port.protocol) === port.protocol,
      );
      if (called.length > 0) {
        const note = sentence(name(title), ' declares ', code(words.name), ' as ', portList(called), '.');
        return { ...asked(called), note };
      }
      const names = declared.flatMap((port) => (port.name === undefined ? [] : [port.name]));
      const near = nearNames(words.name, names);
      return {
        kind: 'problem',
        message: sentence(name(title), ' declares no port named ', code(words.name), '.'),
        near: near.length > 0 ? near : names.slice(0, 3),
      };
    }
    case 'every': {
      const all = words.protocol === undefined ? everyPort : portsOf(words.protocol);
      return everyAsked(analysis, from, to, all);
    }
    case 'protocol':
      return protocolAsked(analysis, from, to, words);
    case 'wrong':
      return {
        kind: 'problem',
        message: sentence(code(words.text), ' is no port. Ports are numbers from 1 to 65535, or names.'),
        near: [],
      };
  }
}

function portList(ports: readonly { protocol: string; port: number }[]): string {
  return ports.map(({ protocol, port }) => `${protocol} ${port}`).join(' and ');
}

function asked(ports: readonly { readonly protocol: string; readonly port: number }[]) {
  const known = ports.flatMap(({ protocol, port }) => {
    const found = everyPort.find((range) => range.protocol === protocol)?.protocol;
    return found === undefined ? [] : [{ protocol: found, port, text: `${found} ${port}` }];
  });
  return { kind: 'ports', ports: known.slice(0, portsShown), note: undefined } as const;
}

/** Without a type all of ICMP is meant; where its ends are not counted, an echo request stands for it. */
function protocolAsked(
  analysis: Analysis,
  from: string,
  to: string,
  { protocol, type, code: told }: Extract<PortWords, { kind: 'protocol' }>,
): PortReading {
  const isIcmp = protocol === icmp || protocol === icmpv6;
  const isWhole = isIcmp && type === undefined;
  const isCounted = connectionOf(analysis, analysis.endOf(from), analysis.endOf(to)) !== undefined;
  if (isWhole && isCounted) return everyAsked(analysis, from, to, otherPorts(protocol));
  const echo = protocol === icmp ? 8 : 128;
  const port = otherPort(protocol, type ?? (isIcmp ? echo : 0), told ?? 0);
  return {
    kind: 'ports',
    ports: [{ protocol: 'other', port, text: portText('other', port) }],
    note: isWhole ? sentence(`An echo request stands for ICMP: type ${echo}.`) : undefined,
  };
}

/** All ports, as few as have different verdicts: one port stands for each. */
function everyAsked(analysis: Analysis, from: string, to: string, all: PortSet): PortReading {
  const connection = connectionOf(analysis, analysis.endOf(from), analysis.endOf(to));
  if (connection === undefined) return { kind: 'missing' };
  const unclear = unionPorts(connection.undetermined, connection.partial);
  const open = subtractPorts(connection.allowed, unclear);
  const groups: readonly PortSet[] = [
    intersectPorts(all, open),
    intersectPorts(all, connection.partial),
    intersectPorts(all, subtractPorts(connection.undetermined, connection.partial)),
    subtractPorts(all, unionPorts(open, unclear)),
  ];
  const declared = endNames(analysis).workload(to)?.ports ?? [];
  const ports = groups
    .filter((set) => set.length > 0)
    .map((set): AskedPort => ({ ...tellingPort(set, declared), text: portSetText(set) }));
  return { kind: 'ports', ports, note: undefined };
}
