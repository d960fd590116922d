import { compareByBytes } from '../selector/parse';
import type { DecodedKubernetesPeer, DecodedLabelSelector, DecodedPort, DecodedProtocol } from './decoded';
import type { GoType } from './go-type';
import { ipBlockText, labelSelectorText } from './kubernetes-text';

/** Stands for an address of memory, which Go prints for pointers inside other values. */
export const addressText = '0x…';

/** What Go prints for a pointer to nothing. */
export const nilText = '<nil>';

/**
 * A decoded value as Go's `%v` prints it. At the top a pointer to a struct is followed (`&{…}`); every other pointer is an
 * address, except those of types that print themselves.
 */
export function printed(value: unknown, type: GoType): string {
  if (type.kind === 'pointer' && type.to.kind === 'struct' && value !== undefined) {
    return `&${inside(value, type.to)}`;
  }
  return inside(value, type);
}

function inside(value: unknown, type: GoType): string {
  switch (type.kind) {
    case 'text':
    case 'time':
    case 'flag':
    case 'integer':
    case 'decimal':
    case 'intOrString':
      return String(value);
    case 'anything':
      return nilText;
    case 'port':
      return printedPort(value as DecodedPort);
    case 'protocol':
      return printedProtocol(value as DecodedProtocol);
    case 'list':
      return `[${((value ?? []) as readonly unknown[]).map((item) => inside(item, type.item)).join(' ')}]`;
    case 'map':
      return printedMap(value as ReadonlyMap<string, string> | undefined);
    case 'pointer':
      return pointer(value, type.to);
    case 'struct': {
      const fields = value as Readonly<Record<string, unknown>>;
      return `{${type.fields.map(({ json, type: of }) => inside(fields[json], of)).join(' ')}}`;
    }
  }
}

function pointer(value: unknown, to: GoType): string {
  if (to.kind === 'struct' && to.name === 'LabelSelector') {
    return labelSelectorText(value as DecodedLabelSelector | undefined);
  }
  if (to.kind === 'struct' && to.name === 'IPBlock') {
    return ipBlockText(value as DecodedKubernetesPeer['ipBlock']);
  }
  if (value === undefined) return nilText;
  return to.kind === 'protocol' || to.kind === 'intOrString' ? inside(value, to) : addressText;
}

export function printedPort({ least, most, name }: DecodedPort): string {
  if (name !== '') return name;
  return least === most ? `${least}` : `${least}:${most}`;
}

export function printedProtocol(protocol: DecodedProtocol): string {
  return protocol.kind === 'number' ? `${protocol.number}` : protocol.name;
}

export function printedList(items: readonly string[] | undefined): string {
  return `[${(items ?? []).join(' ')}]`;
}

export function printedMap(map: ReadonlyMap<string, string> | undefined): string {
  const entries = [...(map ?? [])].sort(([a], [b]) => compareByBytes(a, b));
  return `map[${entries.map(([key, value]) => `${key}:${value}`).join(' ')}]`;
}
