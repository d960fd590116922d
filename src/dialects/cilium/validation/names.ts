import { byteLength, goQuoted } from '../../../resources/api-server/go-text';
import type { JsonObject, Path } from '../../../yaml/types';
import { textOf } from '../json';
import { fault } from './fault';
import type { Fault } from './fault';

const nameForm = /^[-a-zA-Z0-9_.]+$/;
const patternForm = /^[-a-zA-Z0-9_.*]+$/;

/** A selector of peers by their DNS names. Upstream: `pkg/policy/api/fqdn.go`. */
export function fqdnFault(selector: JsonObject, path: Path): Fault | undefined {
  const name = textOf(selector['matchName']);
  if (name !== '' && textOf(selector['matchPattern']) !== '') {
    return fault('only one of MatchName or MatchPattern is allowed in an FQDNSelector', path);
  }
  if (name !== '' && !nameForm.test(name)) {
    return fault(
      `Invalid characters in MatchName: "${name}". Only 0-9, a-z, A-Z and ., -, _ characters are allowed`,
      [...path, 'matchName'],
    );
  }
  return patternFault(selector, path);
}

/** A rule for names that are asked for. */
export function dnsFault(rule: JsonObject, path: Path): Fault | undefined {
  const name = textOf(rule['matchName']);
  if (name !== '' && !nameForm.test(name)) {
    return fault(
      `Invalid characters in MatchName: "${name}". Only 0-9, a-z, A-Z and . and - characters are allowed`,
      [...path, 'matchName'],
    );
  }
  return patternFault(rule, path);
}

/** Upstream: `pkg/fqdn/matchpattern/matchpattern.go`. */
function patternFault(selector: JsonObject, path: Path): Fault | undefined {
  const pattern = textOf(selector['matchPattern']);
  const at = [...path, 'matchPattern'];
  if (byteLength(pattern.trim()) > 255) {
    return fault(`Invalid MatchPattern: ${goQuoted(pattern)}. Must be <= 255 characters long.`, at);
  }
  if (pattern !== '' && !patternForm.test(pattern)) {
    return fault(
      `Invalid characters in MatchPattern: "${pattern}". ` +
        'Only 0-9, a-z, A-Z and ., -, _ and * characters are allowed',
      at,
    );
  }
  return undefined;
}
