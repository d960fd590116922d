import {
  forbidden,
  invalid,
  required,
  shownJson,
  shownText,
  unsupported,
} from '../../resources/api-server/field-error';
import type { FieldError } from '../../resources/api-server/field-error';
import { portNameProblems, portNumberProblems } from '../../resources/api-server/names';
import { selectorErrors } from '../../resources/api-server/selector';
import type { Path } from '../../yaml/types';
import { peersKey } from './stored';
import type { StoredPeer, StoredPort, StoredSpec } from './stored';
import { ipBlockErrors } from './validate-cidr';

/**
 * What the server says of a spec after defaulting, in its order: subject, per rule its ports and then its peers,
 * policyTypes last. Upstream: kubernetes/kubernetes `pkg/apis/networking/validation/validation.go`.
 */
export function specErrors(spec: StoredSpec): readonly FieldError[] {
  const errors = [...selectorErrors(spec.podSelector, ['spec', 'podSelector'])];
  for (const direction of ['ingress', 'egress'] as const) {
    spec[direction].forEach((rule, index) => {
      rule.ports.forEach((port, at) => {
        if (portErrors(port, nowhere).length === 0) return;
        errors.push(...portErrors(port, ['spec', direction, index, 'ports', at]));
      });
      rule.peers.forEach((peer, at) => {
        if (peerErrors(peer, nowhere).length === 0) return;
        errors.push(...peerErrors(peer, ['spec', direction, index, peersKey[direction], at]));
      });
    });
  }
  return [...errors, ...policyTypeErrors(spec.policyTypes)];
}

/** Stands for a path while nothing is found: most policies are fine, and paths are what takes the time. */
const nowhere: Path = [];

const protocols: readonly string[] = ['TCP', 'UDP', 'SCTP'];

function portErrors(entry: StoredPort, path: Path): readonly FieldError[] {
  const { protocol, port, endPort } = entry;
  const errors: FieldError[] = [];
  if (!protocols.includes(protocol)) {
    errors.push(unsupported([...path, 'protocol'], shownJson(protocol), protocols));
  }
  const portAt = (): Path => [...path, 'port'];
  const endAt = (): Path => [...path, 'endPort'];
  if (typeof port === 'number') {
    for (const problem of portNumberProblems(port)) errors.push(invalid(portAt(), shownJson(port), problem));
    if (endPort !== undefined && endPort < port) {
      // The value shown is that of `port`.
      errors.push(invalid(endAt(), shownJson(port), 'must be greater than or equal to `port`'));
    }
    for (const problem of endPort === undefined ? [] : portNumberProblems(endPort)) {
      errors.push(invalid(endAt(), shownJson(endPort ?? null), problem));
    }
    return errors;
  }
  if (endPort !== undefined) {
    const text =
      port === undefined
        ? 'may not be specified when `port` is not specified'
        : 'may not be specified when `port` is non-numeric';
    errors.push(invalid(endAt(), shownJson(endPort), text));
  }
  for (const problem of port === undefined ? [] : portNameProblems(port)) {
    errors.push(invalid(portAt(), shownText(port ?? ''), problem));
  }
  return errors;
}

function peerErrors(peer: StoredPeer, path: Path): readonly FieldError[] {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  const errors: FieldError[] = [];
  if (podSelector !== undefined) errors.push(...selectorErrors(podSelector, [...path, 'podSelector']));
  if (namespaceSelector !== undefined) {
    errors.push(...selectorErrors(namespaceSelector, [...path, 'namespaceSelector']));
  }
  if (ipBlock !== undefined) {
    errors.push(...ipBlockErrors(ipBlock, [...path, 'ipBlock']));
    if (podSelector !== undefined || namespaceSelector !== undefined) {
      errors.push(forbidden(path, 'may not specify both ipBlock and another peer'));
    }
  } else if (podSelector === undefined && namespaceSelector === undefined) {
    errors.push(required(path, 'must specify a peer'));
  }
  return errors;
}

const directions: readonly string[] = ['Ingress', 'Egress'];

function policyTypeErrors(policyTypes: readonly string[]): readonly FieldError[] {
  const path = ['spec', 'policyTypes'];
  if (policyTypes.length > directions.length) {
    return [invalid(path, shownJson(policyTypes), 'may not specify more than two policyTypes')];
  }
  return policyTypes.flatMap((type, index) =>
    directions.includes(type) ? [] : [unsupported([...path, index], shownJson(type), directions)],
  );
}
