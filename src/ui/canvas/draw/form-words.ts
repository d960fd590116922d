import type { PortSpec } from '../../../authoring/types';
import { parseAddress, parseCidr } from '../../../model/address';

/** `app=api tier=back` or with commas; a sentence where something is not a label. */
export function readLabels(text: string): ReadonlyMap<string, string> | string {
  const labels = new Map<string, string>();
  for (const word of words(text)) {
    const at = word.indexOf('=');
    const [key, value] = at < 0 ? [word, ''] : [word.slice(0, at), word.slice(at + 1)];
    if (at < 0 || !/^([a-z0-9.-]+\/)?[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/.test(key)) {
      return `${word.slice(0, 60)} is not a label: write key=value.`;
    }
    if (!/^([A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?)?$/.test(value) || value.length > 63) {
      return `${value.slice(0, 60)} cannot be the value of a label.`;
    }
    labels.set(key, value);
  }
  return labels;
}

/** `8080 9090/TCP 53/UDP`, each with an optional name: `8080=http` or `http:8080`. */
export function readPorts(text: string): readonly PortSpec[] | string {
  const ports: PortSpec[] = [];
  for (const word of words(text)) {
    const found =
      /^(?:([a-z][a-z0-9-]{0,14}):)?(\d{1,5})(?:\/(tcp|udp|sctp))?(?:=([a-z][a-z0-9-]{0,14}))?$/i.exec(word);
    const last = ports[ports.length - 1];
    if (
      found === null &&
      last !== undefined &&
      last.name === undefined &&
      /^[a-z][a-z0-9-]{0,14}$/.test(word)
    ) {
      ports[ports.length - 1] = { ...last, name: word };
      continue;
    }
    const port = Number(found?.[2]);
    if (found === null || port < 1 || port > 65535) {
      return `${word.slice(0, 60)} is not a port: write 8080, 53/UDP or 8080 http.`;
    }
    const protocol = (found[3]?.toUpperCase() ?? 'TCP') as PortSpec['protocol'];
    const name = (found[1] ?? found[4])?.toLowerCase();
    ports.push(name === undefined ? { protocol, port } : { protocol, port, name });
  }
  return ports;
}

/** CIDRs or single addresses. */
export function readCidrs(text: string): readonly string[] | string {
  const cidrs: string[] = [];
  for (const word of words(text)) {
    const address = parseAddress(word);
    if (address !== undefined) cidrs.push(`${word}/${address.family === 4 ? 32 : 128}`);
    else if (parseCidr(word) !== undefined) cidrs.push(word);
    else return `${word.slice(0, 60)} is not a CIDR such as 203.0.113.0/24.`;
  }
  return cidrs.length === 0 ? 'Write at least one CIDR.' : cidrs;
}

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}
