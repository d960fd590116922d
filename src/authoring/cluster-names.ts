/** Checks of names and labels as the API server makes them; each answers with a sentence where something is wrong. */

const label = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const qualified = /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/;

export function nameProblem(kind: string, name: string): string | undefined {
  const isNamespace = kind === 'Namespace';
  const longest = isNamespace ? 63 : 253;
  if (name === '') return 'the name is empty';
  if (name.length > longest) return `a name has at most ${longest} characters`;
  const parts = isNamespace ? [name] : name.split('.');
  if (parts.every((part) => label.test(part))) return undefined;
  return isNamespace
    ? 'the name of a namespace consists of a–z, 0–9 and -, and neither begins nor ends with -'
    : 'a name consists of a–z, 0–9, - and ., and neither begins nor ends with - or .';
}

export function labelKeyProblem(key: string): string | undefined {
  const parts = key.split('/');
  const name = parts.at(-1) ?? '';
  if (key === '') return 'the key is empty';
  if (parts.length > 2) return 'a key has at most one /';
  if (name.length > 63 || !qualified.test(name)) {
    return 'a key consists of at most 63 letters, digits, -, _ and ., and begins and ends with a letter or digit';
  }
  const [prefix] = parts;
  if (parts.length === 2 && (prefix === undefined || nameProblem('prefix', prefix) !== undefined)) {
    return 'what stands before the / must be a domain name';
  }
  return undefined;
}

export function labelValueProblem(value: string): string | undefined {
  if (value === '' || (value.length <= 63 && qualified.test(value))) return undefined;
  return 'a value consists of at most 63 letters, digits, -, _ and ., and begins and ends with a letter or digit';
}

export function portProblem(port: {
  readonly name?: string;
  readonly protocol: string;
  readonly port: number;
}): string | undefined {
  if (!Number.isInteger(port.port) || port.port < 1 || port.port > 65535) return 'ports run from 1 to 65535';
  if (port.name === undefined || port.name === '') return undefined;
  const fits =
    port.name.length <= 15 && label.test(port.name) && /[a-z]/.test(port.name) && !port.name.includes('--');
  return fits
    ? undefined
    : 'the name of a port has at most 15 characters of a–z, 0–9 and single -, with at least one letter';
}

export function labelsProblem(labels: ReadonlyMap<string, string> | undefined): string | undefined {
  for (const [key, value] of labels ?? []) {
    const problem = labelKeyProblem(key) ?? labelValueProblem(value);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

export function replicasProblem(replicas: number | undefined): string | undefined {
  if (replicas === undefined || (Number.isInteger(replicas) && replicas >= 0 && replicas <= 2_147_483_647)) {
    return undefined;
  }
  return 'the number of replicas is a whole number from 0';
}
