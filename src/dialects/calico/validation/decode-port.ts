import type { DecodedPort } from './decoded';

/** A port's text as Calico reads it, or what it says of one that it cannot read. */
export type PortReading =
  | { readonly kind: 'port'; readonly port: DecodedPort }
  | { readonly kind: 'refused'; readonly message: string };

/** Digits are a number, `N:M` is a range, all else a name. Upstream: `api/pkg/lib/numorstring/port.go`. */
export function readPort(text: string): PortReading {
  if (/^\d+$/.test(text)) {
    const number = portNumber(text);
    if (number === undefined) return refused(`invalid port format (${text})`);
    return { kind: 'port', port: singlePort(number) };
  }
  const [, first, last] = /^(\d+):(\d+)$/.exec(text) ?? [];
  if (first !== undefined && last !== undefined) {
    const least = portNumber(first);
    const most = portNumber(last);
    if (least === undefined) return refused(`invalid minimum port number in range (${text})`);
    if (most === undefined) return refused(`invalid maximum port number in range (${text})`);
    if (least > most) {
      return refused(
        `minimum port number (${least}) is greater than maximum port number (${most}) in port range`,
      );
    }
    return { kind: 'port', port: { least, most, name: '' } };
  }
  if (!/^[a-zA-Z0-9_.-]{1,128}$/.test(text)) return refused(`invalid name for named port (${text})`);
  return { kind: 'port', port: { least: 0, most: 0, name: text } };
}

export function singlePort(number: number): DecodedPort {
  return { least: number, most: number, name: '' };
}

function portNumber(digits: string): number | undefined {
  const number = Number(digits);
  return number <= 65535 ? number : undefined;
}

function refused(message: string): PortReading {
  return { kind: 'refused', message };
}
