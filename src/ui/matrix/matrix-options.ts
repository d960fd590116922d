import type { MatrixRequest, MatrixSort } from '../../views/matrix-types';

/** What the person has chosen about the matrix; kept while the window is open. */
export type MatrixOptions = {
  readonly sort: MatrixSort;
  readonly grouped: boolean;
  readonly foldAlike: boolean;
  readonly folded: readonly string[];
  readonly filter: string;
  /** As typed: `8080`, `53/udp`. */
  readonly port: string;
};

export const firstOptions: MatrixOptions = {
  sort: 'cluster',
  grouped: true,
  foldAlike: true,
  folded: [],
  filter: '',
  port: '',
};

export const sorts: readonly { readonly value: MatrixSort; readonly label: string }[] = [
  { value: 'cluster', label: 'Cluster order' },
  { value: 'name', label: 'Name' },
  { value: 'reaches', label: 'Reaches most' },
  { value: 'reached by', label: 'Reached by most' },
  { value: 'alike', label: 'Alike together' },
];

/** The port that is typed; undefined while nothing or nothing sensible is. */
export function typedPort(text: string): MatrixRequest['port'] {
  const parts = text
    .trim()
    .split(/[\s/]+/u)
    .filter((part) => part !== '');
  const number = parts.find((part) => /^\d{1,5}$/u.test(part));
  const word = parts.find((part) => part !== number) ?? 'TCP';
  const protocol = ['TCP', 'UDP', 'SCTP'].find((one) => one === word.toUpperCase());
  const port = Number(number ?? 0);
  if (protocol === undefined || port < 1 || port > 65535 || parts.length > 2) return undefined;
  return { protocol, port };
}

/** Typed text that is not a port. */
export function isWrongPort(text: string): boolean {
  return text.trim() !== '' && typedPort(text) === undefined;
}
