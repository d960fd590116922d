import type { PortSpec } from '../../authoring/types';

/** Reads `8080`, `53/UDP`, `http 8080`, `dns:53/udp`; undefined for anything else. */
export function readPortSpec(text: string): PortSpec | undefined {
  const words = text
    .trim()
    .split(/[\s:/=]+/u)
    .filter((word) => word !== '');
  let port: number | undefined;
  let protocol: PortSpec['protocol'] = 'TCP';
  let name: string | undefined;
  for (const word of words) {
    const known = (['TCP', 'UDP', 'SCTP'] as const).find((one) => one === word.toUpperCase());
    if (known !== undefined) protocol = known;
    else if (/^\d{1,5}$/u.test(word) && port === undefined) port = Number(word);
    else if (name === undefined) name = word;
    else return undefined;
  }
  if (port === undefined || port < 1 || port > 65535) return undefined;
  return { protocol, port, ...(name === undefined ? {} : { name }) };
}

/** A declared port as one text that `readPortSpec` reads back. */
export function portSpecText(port: { readonly port: number; readonly protocol: string }): string {
  return port.protocol === 'TCP' ? `${port.port}` : `${port.port}/${port.protocol}`;
}
