import { within } from '../../model/origin';
import type { Origin } from '../../model/origin';
import type { JsonObject } from '../../yaml/types';
import { icmpType } from './icmp-types';
import { listOf, numberOf, objectOf, objectsOf, textOf, textsOf } from './json';
import type { NameSelector } from './names';
import { readPort } from './port-text';
import type { Application, CiliumPort, CiliumPorts, HttpRule, PortProtocol } from './spec';

/** The ports of an item of a rule: `toPorts` or `icmps`; undefined where neither has any item. */
export function decodePorts(item: JsonObject, origin: Origin): readonly CiliumPorts[] | undefined {
  const toPorts = objectsOf(item['toPorts']).map((ports, index) =>
    portsItem(ports, within(origin, 'toPorts', index)),
  );
  const icmps = objectsOf(item['icmps']).map((icmp, index) => icmpItem(icmp, within(origin, 'icmps', index)));
  const all = [...toPorts, ...icmps];
  return all.length === 0 ? undefined : all;
}

function portsItem(item: JsonObject, origin: Origin): CiliumPorts {
  const ports = objectsOf(item['ports']).flatMap((port, index): readonly CiliumPort[] => {
    const number = readPort(textOf(port['port']) === '' ? '0' : textOf(port['port']));
    if (number === undefined) return [];
    const protocol = textOf(port['protocol']).toUpperCase();
    return [
      {
        port: number,
        endPort: numberOf(port['endPort']),
        protocol: protocol === '' ? 'ANY' : (protocol as PortProtocol),
        origin: within(origin, 'ports', index),
      },
    ];
  });
  const application = applicationOf(objectOf(item['rules']) ?? {});
  const listener = objectOf(item['listener']);
  const envoyConfig = objectOf(listener?.['envoyConfig']);
  return {
    ports,
    ...(application !== undefined && { application }),
    serverNames: textsOf(item['serverNames']),
    ...tls(item, 'terminatingTLS', 'terminates'),
    ...tls(item, 'originatingTLS', 'originates'),
    ...(listener !== undefined && {
      listener: {
        kind: textOf(envoyConfig?.['kind']),
        name: `${textOf(envoyConfig?.['name'])}/${textOf(listener['name'])}`,
        priority: numberOf(listener['priority']),
      },
    }),
    origin,
  };
}

function tls<Key extends string>(item: JsonObject, member: string, key: Key): Partial<Record<Key, string>> {
  const context = objectOf(item[member]);
  if (context === undefined) return {};
  const secret = objectOf(context['secret']);
  const parts = [
    textOf(secret?.['namespace']),
    textOf(secret?.['name']),
    ...['trustedCA', 'certificate', 'privateKey'].map((name) => textOf(context[name])),
  ];
  return { [key]: JSON.stringify(parts) } as Partial<Record<Key, string>>;
}

/** What a proxy lets through; an empty list is none. Upstream: `pkg/policy/api/l4.go` L7Rules. */
function applicationOf(rules: JsonObject): Application | undefined {
  const http = objectsOf(rules['http']);
  if (http.length > 0) return { kind: 'http', rules: http.map(httpRule) };
  const dns = objectsOf(rules['dns']);
  if (dns.length > 0) return { kind: 'dns', rules: dns.flatMap(nameSelectors) };
  if ((listOf(rules['kafka']) ?? []).length > 0) return { kind: 'other', name: 'kafka' };
  const proto = textOf(rules['l7proto']);
  return proto === '' ? undefined : { kind: 'other', name: proto };
}

function httpRule(rule: JsonObject): HttpRule {
  const text = (key: 'method' | 'path' | 'host') => {
    const value = textOf(rule[key]);
    return value === '' ? {} : { [key]: value };
  };
  return {
    ...text('method'),
    ...text('path'),
    ...text('host'),
    headers: textsOf(rule['headers']),
    headerMatches: objectsOf(rule['headerMatches']).map((match) => ({
      name: textOf(match['name']),
      value: textOf(match['value']),
      secret: objectOf(match['secret']) !== undefined,
      mismatch: textOf(match['mismatch']) === '' ? undefined : textOf(match['mismatch']),
    })),
  };
}

/** The name and the pattern of an item; it may have both for the agent, or neither. */
export function nameSelectors(item: JsonObject): readonly NameSelector[] {
  const name = textOf(item['matchName']);
  const pattern = textOf(item['matchPattern']);
  return [
    ...(name === '' ? [] : [{ kind: 'name', name } as const]),
    ...(pattern === '' ? [] : [{ kind: 'pattern', pattern } as const]),
  ];
}

function icmpItem(item: JsonObject, origin: Origin): CiliumPorts {
  const ports = objectsOf(item['fields']).flatMap((field, index): readonly CiliumPort[] => {
    const family = textOf(field['family']);
    const written = field['type'];
    const type =
      typeof written === 'number' ? written : (numeric(textOf(written)) ?? icmpType(textOf(written), family));
    if (type === undefined) return [];
    const protocol = family === 'IPv6' ? 'ICMPV6' : 'ICMP';
    return [{ port: type & 0xffff, endPort: 0, protocol, origin: within(origin, 'fields', index) }];
  });
  return { ports, serverNames: [], origin };
}

function numeric(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) ? Number(text) : undefined;
}
