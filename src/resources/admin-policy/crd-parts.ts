import { parseCidr } from '../../model/address';
import { crdLabelSelector } from '../api-server/crd-schema';
import type { CrdPattern, CrdRule, CrdSchema } from '../api-server/crd-schema';
import type { Json, JsonObject } from '../../yaml/types';
import { isObject } from '../place';

/*
 * Pieces that the CRDs of `policy.networking.k8s.io` share. Upstream: kubernetes-sigs/network-policy-api `config/crd`.
 */

/** Exactly one of several members. */
export function exactlyOne(doc: string, properties: Readonly<Record<string, CrdSchema>>): CrdSchema {
  return { doc, type: 'object', minProperties: 1, maxProperties: 1, properties };
}

export function labelSelector(doc: string): CrdSchema {
  return { ...crdLabelSelector, doc };
}

export const portNumber: CrdSchema = {
  type: 'integer',
  format: 'int32',
  minimum: 1,
  maximum: 65535,
};

export const ruleName: CrdSchema = {
  doc: 'A name for people, at most 100 characters long.',
  type: 'string',
  maxLength: 100,
};

/** The longest CIDR: an IPv6 address with four digits in each group. */
const longestCidr = 43;

const cidrFormat: CrdRule = { message: 'Invalid CIDR format provided', holds: isCidr };

/** How releases before 0.1.7 looked at a CIDR. */
const oneFamily: CrdRule = {
  message:
    'CIDR must be either an IPv4 or IPv6 address. IPv4 address embedded in IPv6 addresses are not supported',
  holds: (value) => typeof value === 'string' && value.includes(':') !== value.includes('.'),
};

export function networks(strict: boolean): CrdSchema {
  return {
    doc:
      'Addresses as CIDRs, of pods and nodes too: a rule for `0.0.0.0/0` should stand below those that mean pods. ' +
      'IPv4 never matches IPv6.',
    type: 'array',
    minItems: 1,
    maxItems: 25,
    listType: 'set',
    items: {
      type: 'string',
      maxLength: longestCidr,
      holds: 'cidr',
      rules: [strict ? cidrFormat : oneFamily],
    },
  };
}

/** CEL's isCIDR: no leading zeros, no IPv4 within IPv6, no zone; host bits are fine. */
function isCidr(value: Json): boolean {
  if (typeof value !== 'string') return false;
  const parsed = parseCidr(value);
  return parsed !== undefined && !parsed.leadingZeros && !parsed.mappedV6;
}

const label = '[a-zA-z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?';
const domainText = `^(\\*\\.)?(${label}\\.)+${label}\\.?$`;
const labelPattern = /^[a-zA-z0-9](?:[-a-zA-Z0-9_]*[a-zA-Z0-9])?$/;

/** As the CRD spells it, with its slip `A-z`. Labels are looked at one by one, so that long names take no long time. */
const domainPattern: CrdPattern = {
  text: domainText,
  matches: (text) => {
    const bare = text.startsWith('*.') ? text.slice(2) : text;
    const labels = (bare.endsWith('.') ? bare.slice(0, -1) : bare).split('.');
    return labels.length >= 2 && labels.every((one) => labelPattern.test(one));
  },
};

export const domainNames: CrdSchema = {
  doc:
    'Addresses that these DNS names resolve to. `*.example.com` is every name below `example.com`, not itself. Only ' +
    'for rules that allow.',
  type: 'array',
  minItems: 1,
  maxItems: 25,
  listType: 'set',
  items: { type: 'string', holds: 'domain', pattern: domainPattern },
};

/** Named ports only mean something for pods. `ports` and `named` are the members that name them in this version. */
export function noNamedPorts(members: readonly string[], ports: string, named: string): CrdRule {
  const list = members.join('/');
  return {
    message: `${list} peer cannot be set with namedPorts since there are no namedPorts for ${list}`,
    holds: (rule) =>
      !isObject(rule) ||
      !itemsOf(rule, 'to').some((peer) => members.some((member) => Object.hasOwn(peer, member))) ||
      !itemsOf(rule, ports).some((port) => Object.hasOwn(port, named)),
  };
}

function itemsOf(object: JsonObject, key: string): readonly JsonObject[] {
  const list = object[key];
  return Array.isArray(list) ? (list as readonly Json[]).filter(isObject) : [];
}

/** The conditions that controllers write; the server drops them from what is applied. */
export const status: CrdSchema = {
  doc: 'What controllers say of the policy. Written by them, never by people.',
  type: 'object',
  required: ['conditions'],
  properties: {
    conditions: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          type: { type: 'string' },
          status: { type: 'string' },
          reason: { type: 'string' },
          message: { type: 'string' },
          lastTransitionTime: { type: 'string' },
          observedGeneration: { type: 'integer' },
        },
      },
    },
  },
};
