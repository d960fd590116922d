import { labelKeyProblems, labelValueProblems, portNameProblems } from '../../../resources/api-server/names';
import type { CalicoVersion } from './errors';

/*
 * Patterns of names and what is said of labels. Upstream: `libcalico-go/lib/validator/v3/validator.go`; the texts about
 * labels are those of the apimachinery that each version was built with.
 */

/** One part of a name, as the texts show it. */
export const labelForm = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
/** A whole name, as the texts show it. */
export const subdomainForm = `${labelForm}(\\.${labelForm})*`;

const label = new RegExp(`^${labelForm}$`);
const oneDotAtMost = new RegExp(`^${labelForm}(\\.${labelForm})?$`);

/** The tag `name`. Part by part, for one pattern over millions of parts would exhaust the stack of the engine. */
export function isName(text: string): boolean {
  return text.split('.').every((part) => label.test(part));
}

export function isTierName(text: string): boolean {
  return label.test(text);
}

/** At most one dot, or a name that Kubernetes' and OpenStack's policies get. */
export function isNetworkPolicyName(text: string): boolean {
  const rest = /^(?:knp|ossg)\.default\.(.*)$/s.exec(text)?.[1];
  return oneDotAtMost.test(text) || (rest !== undefined && isName(rest));
}

export function isGlobalNetworkPolicyName(text: string): boolean {
  return oneDotAtMost.test(text);
}

/** The tag `portName`. */
export function isPortName(text: string): boolean {
  return portNameProblems(text).length === 0;
}

/** The tag `interface`. */
export function isInterfaceName(text: string): boolean {
  return text === '*' || /^[a-zA-Z0-9_.-]{1,15}$/.test(text);
}

export function keyProblems(key: string, version: CalicoVersion): readonly string[] {
  return inWordsOf(version, labelKeyProblems(key));
}

export function valueProblems(value: string, version: CalicoVersion): readonly string[] {
  return inWordsOf(version, labelValueProblems(value));
}

function inWordsOf(version: CalicoVersion, problems: readonly string[]): readonly string[] {
  if (version === '3.32') return problems;
  return problems.map((problem) =>
    problem.replace(/^a valid label key must/, 'a qualified name must').replace(/ bytes$/, ' characters'),
  );
}
