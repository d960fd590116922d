import { byteLength, goQuoted } from '../../../resources/api-server/go-text';
import { isObject } from '../../../resources/place';
import type { JsonObject, Path } from '../../../yaml/types';
import { listOf, objectOf, objectsOf, textOf } from '../json';
import { fault, firstFault, nilPointer } from './fault';
import type { Fault } from './fault';
import { goRegexpError } from './go-regexp';
import { dnsFault } from './names';
import type { Agent } from './version';

/** How many rules there are about what goes over a connection. */
export function l7Count(rules: JsonObject, { is120 }: Agent): number {
  const names = is120 ? ['http', 'dns'] : ['http', 'kafka', 'dns', 'l7'];
  return names.reduce((sum, name) => sum + (listOf(rules[name])?.length ?? 0), 0);
}

/** What the agent says of such rules. Upstream: `pkg/policy/api/{rule_validation,http,l7}.go`. */
export function l7Fault(rules: JsonObject, hasPorts: boolean, path: Path, agent: Agent): Fault | undefined {
  const each = (name: string, look: (rule: JsonObject, at: Path) => Fault | undefined) =>
    firstFault(objectsOf(rules[name]), (rule, index) => look(rule, [...path, name, index]));
  const found = each('http', httpFault) ?? (agent.is120 ? undefined : each('kafka', kafkaFault));
  if (found !== undefined) return found;
  const given = ['http', 'dns'].filter((name) => listOf(rules[name]) !== undefined);
  if (given.includes('dns')) {
    if (!hasPorts) return fault('port 53 must be specified for DNS rules', path);
    const wrong = each('dns', dnsFault);
    if (wrong !== undefined) return wrong;
  }
  if (!agent.is120) {
    if (listOf(rules['kafka']) !== undefined) given.push('kafka');
    const names = textOf(rules['l7proto']) !== '';
    if (names) given.push('l7proto');
    else if (listOf(rules['l7']) !== undefined) {
      return fault("'l7' may only be specified when a 'l7proto' is also specified", [...path, 'l7']);
    }
    const empty = names
      ? each('l7', (rule, at) => (Object.hasOwn(rule, '') ? fault('Empty key not allowed', at) : undefined))
      : undefined;
    if (empty !== undefined) return empty;
  }
  return given.length > 1
    ? fault('multiple L7 protocol rule types specified in single rule', path)
    : undefined;
}

const actions: ReadonlySet<string> = new Set(['', 'LOG', 'ADD', 'DELETE', 'REPLACE']);

function httpFault(rule: JsonObject, path: Path): Fault | undefined {
  for (const name of ['path', 'method']) {
    const text = goRegexpError(textOf(rule[name]));
    if (text !== undefined) return fault(text, [...path, name]);
  }
  return firstFault(listOf(rule['headerMatches']) ?? [], (match, index) => {
    const at = [...path, 'headerMatches', index];
    if (!isObject(match)) return nilPointer(at);
    if (textOf(match['name']) === '') return fault('Header name missing', at);
    const action = textOf(match['mismatch']);
    if (!actions.has(action)) return fault(`Invalid header action: ${action}`, [...at, 'mismatch']);
    const secret = objectOf(match['secret']);
    return isObject(secret) && textOf(secret['name']) === ''
      ? fault('Secret name missing', [...at, 'secret'])
      : undefined;
  });
}

const apiKeys: ReadonlySet<string> = new Set(
  (
    'produce fetch offsets metadata leaderandisr stopreplica updatemetadata controlledshutdown offsetcommit ' +
    'offsetfetch findcoordinator joingroup heartbeat leavegroup syncgroup describegroups listgroups ' +
    'saslhandshake apiversions createtopics deletetopics deleterecords initproducerid offsetforleaderepoch ' +
    'addpartitionstotxn addoffsetstotxn endtxn writetxnmarkers txnoffsetcommit describeacls createacls ' +
    'deleteacls describeconfigs alterconfigs'
  ).split(' '),
);

/** Upstream: cilium/proxy `pkg/policy/api/kafka/kafka.go`. */
function kafkaFault(rule: JsonObject, path: Path): Fault | undefined {
  const role = textOf(rule['role']);
  const key = textOf(rule['apiKey']);
  const version = textOf(rule['apiVersion']);
  const topic = textOf(rule['topic']);
  if (key !== '' && role !== '') {
    return fault(`cannot set both Role ${goQuoted(role)} and APIKey ${goQuoted(key)} together`, path);
  }
  if (key !== '' && !apiKeys.has(key.toLowerCase())) {
    return fault(`invalid Kafka APIKey ${goQuoted(key)}`, [...path, 'apiKey']);
  }
  if (role !== '' && !['produce', 'consume'].includes(role.toLowerCase())) {
    return fault(`invalid Kafka Role ${goQuoted(role)}`, [...path, 'role']);
  }
  const isVersion = /^[-+]?[0-9]+$/.test(version) && Number(version) >= 0 && Number(version) <= 32767;
  if (version !== '' && !isVersion) {
    return fault(`invalid Kafka APIVersion ${goQuoted(version)}`, [...path, 'apiVersion']);
  }
  if (byteLength(topic) > 255) return fault('kafka topic exceeds maximum len of 255', [...path, 'topic']);
  // The backslash is among them by an oversight.
  return topic !== '' && !/^[-a-zA-Z0-9._\\]+$/.test(topic)
    ? fault(`invalid Kafka Topic name ${goQuoted(topic)}`, [...path, 'topic'])
    : undefined;
}
