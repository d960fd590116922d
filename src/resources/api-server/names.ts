import { byteLength } from './go-text';

/*
 * What the server says of names, labels and ports. Each function gives one text for every rule that is broken.
 * Upstream: apimachinery `pkg/util/validation/validation.go`, `pkg/api/validate/content/{dns,kube}.go`.
 */

const subdomainForm = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
const labelForm = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const labelPattern = new RegExp(`^${labelForm}$`);
const namePartForm = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const namePartPattern = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

const namePartText =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
  `(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${namePartForm}')`;

/** The name of a NetworkPolicy and of most objects. What it counts in (always bytes) the server calls by two names. */
export function subdomainProblems(name: string, unit = 'characters'): readonly string[] {
  const problems: string[] = [];
  if (byteLength(name) > 253) problems.push(`must be no more than 253 ${unit}`);
  if (!isSubdomain(name)) {
    problems.push(
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start " +
        `and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomainForm}')`,
    );
  }
  return problems;
}

/** Part by part, for one pattern over millions of parts would exhaust the stack of the engine. */
function isSubdomain(name: string): boolean {
  return name.split('.').every((part) => labelPattern.test(part));
}

/** The name of a namespace. */
export function labelNameProblems(name: string): readonly string[] {
  const problems: string[] = [];
  if (byteLength(name) > 63) problems.push('must be no more than 63 characters');
  if (!labelPattern.test(name)) {
    problems.push(
      isSubdomain(name)
        ? 'must not contain dots'
        : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and " +
            "end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is " +
            `'${labelForm}')`,
    );
  }
  return problems;
}

/** The key of a label or, in lower case, of an annotation. */
export function labelKeyProblems(key: string): readonly string[] {
  const problems: string[] = [];
  const parts = key.split('/');
  if (parts.length > 2) {
    return [
      `a valid label key ${namePartText} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts.at(-1) ?? '';
  const prefix = parts.length === 2 ? parts[0] : undefined;
  if (prefix === '') problems.push('prefix part must be non-empty');
  else if (prefix !== undefined) {
    problems.push(...subdomainProblems(prefix, 'bytes').map((problem) => `prefix part ${problem}`));
  }
  if (name === '') problems.push('name part must be non-empty');
  else if (byteLength(name) > 63) problems.push('name part must be no more than 63 bytes');
  if (!namePartPattern.test(name)) problems.push(`name part ${namePartText}`);
  return problems;
}

export function labelValueProblems(value: string): readonly string[] {
  const problems: string[] = [];
  if (byteLength(value) > 63) problems.push('must be no more than 63 bytes');
  if (value !== '' && !namePartPattern.test(value)) {
    problems.push(
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start " +
        "and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for " +
        `validation is '(${namePartForm})?')`,
    );
  }
  return problems;
}

export function portNumberProblems(port: number): readonly string[] {
  return port >= 1 && port <= 65535 ? [] : ['must be between 1 and 65535, inclusive'];
}

/** The name of a container's port. */
export function portNameProblems(name: string): readonly string[] {
  const problems: string[] = [];
  if (byteLength(name) > 15) problems.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(name)) {
    problems.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(name)) problems.push('must contain at least one letter (a-z)');
  if (name.includes('--')) problems.push('must not contain consecutive hyphens');
  if (name.startsWith('-') || name.endsWith('-')) problems.push('must not begin or end with a hyphen');
  return problems;
}
