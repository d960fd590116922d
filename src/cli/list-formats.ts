import { isEveryPort, portSetText, protocols, rangesText } from '../model/ports';
import type { PortSet } from '../model/ports';
import type { Answer, Row } from './list-row';

export type ListFormat = 'text' | 'json' | 'csv' | 'md';

export const listFormats: readonly ListFormat[] = ['text', 'json', 'csv', 'md'];

/** How rows become text: what stands before, between and after them, and a writer of rows. */
export type ListShape = {
  readonly head: string;
  readonly between: string;
  readonly tail: (empty: boolean) => string;
  /** Makes a writer that remembers what it wrote of answers. */
  readonly writer: () => (row: Row) => string;
};

const lineEnd = (empty: boolean) => (empty ? '' : '\n');

export const listShapes: Readonly<Record<ListFormat, ListShape>> = {
  text: {
    head: '',
    between: '\n',
    tail: lineEnd,
    writer: () => {
      const says = remembered(answerWords);
      return ({ from, to, answer }) => `${from} => ${to} : ${says(answer)}`;
    },
  },
  json: {
    head: '[',
    between: ',',
    tail: (empty) => (empty ? ']\n' : '\n]\n'),
    writer: () => {
      const quoted = remembered((text: string) => JSON.stringify(text));
      const says = remembered(answerJson);
      return ({ from, to, answer }) => `\n{"from":${quoted(from)},"to":${quoted(to)},${says(answer)}}`;
    },
  },
  csv: {
    head: 'from,to,connections,partial,undetermined,conditional\n',
    between: '\n',
    tail: lineEnd,
    writer: () => {
      const quoted = remembered((text: string) => `"${text.replaceAll('"', '""')}"`);
      const says = remembered(
        ({ ports, partial, undetermined, conditional }: Answer) =>
          `"${portsWords(ports)}",${partial ? 'partial' : ''},"${portsWords(undetermined)}","${portsWords(conditional)}"`,
      );
      return ({ from, to, answer }) => `${quoted(from)},${quoted(to)},${says(answer)}`;
    },
  },
  md: {
    head: '| from | to | connections |\n| --- | --- | --- |\n',
    between: '\n',
    tail: lineEnd,
    writer: () => {
      const cell = remembered((text: string) => text.replaceAll('|', '\\|'));
      const says = remembered(answerWords);
      return ({ from, to, answer }) => `| ${cell(from)} | ${cell(to)} | ${says(answer)} |`;
    },
  },
};

function remembered<T>(write: (value: T) => string): (value: T) => string {
  const texts = new Map<T, string>();
  return (value) => {
    let text = texts.get(value);
    if (text === undefined) texts.set(value, (text = write(value)));
    return text;
  };
}

function portsWords(ports: PortSet): string {
  return ports.length === 0 ? '' : portSetText(ports);
}

function answerWords({ ports, partial, undetermined, conditional }: Answer): string {
  const parts: string[] = [];
  if (ports.length > 0) parts.push(portSetText(ports) + (partial ? ' (partial)' : ''));
  if (conditional.length > 0) parts.push(`only some requests: ${portSetText(conditional)}`);
  if (undetermined.length > 0) parts.push(`cannot be known: ${portSetText(undetermined)}`);
  return parts.join('; ');
}

function answerJson({ ports, partial, undetermined, conditional }: Answer): string {
  const whole = {
    connections: connectionsOf(ports),
    ...(partial && { partial }),
    ...(undetermined.length > 0 && { undetermined: connectionsOf(undetermined) }),
    ...(conditional.length > 0 && { conditional: connectionsOf(conditional) }),
  };
  return JSON.stringify(whole).slice(1, -1);
}

/** Per protocol its ports as text; `All` for every port of every protocol. */
function connectionsOf(ports: PortSet): readonly { readonly protocol: string; readonly ports?: string }[] {
  if (isEveryPort(ports)) return [{ protocol: 'All' }];
  return protocols.flatMap((protocol) => {
    const text = rangesText(ports, protocol);
    if (text === '') return [];
    return protocol === 'other' ? { protocol } : { protocol, ports: text };
  });
}
