import { canonicalText, withPrefix } from '../../dialects/calico/selector/canonical';
import { parseSelector } from '../../dialects/calico/selector/parse';
import type { CalicoPolicySpec, CalicoSide } from '../../dialects/calico/spec';

/*
 * Calico works on one selector for each policy and at most two for each side of a rule: namespaces and accounts become
 * labels with a prefix. Texts are put together and replaced as Calico does it, since that shows in what they mean.
 * Upstream: projectcalico/calico `libcalico-go/lib/backend/syncersv1/updateprocessors`.
 */

const ofNamespace = 'pcns.';
const ofAccount = 'pcsa.';

/** What a side demands of labels: the one selector must match, the other must not. Empty: no demand. */
export type SideSelectors = { readonly matches: string; readonly matchesNot: string };

/** `namespace` is that of the policy; undefined for policies without one. */
export function sideSelectors(side: CalicoSide, namespace: string | undefined): SideSelectors {
  const { selector, namespaceSelector, notSelector } = side;
  const spaces = namespacesSelector(namespaceSelector, namespace);
  const own = all(accountsSelector(side.serviceAccounts), selector);
  const confined = spaces !== '' && (own !== '' || notSelector !== '' || namespaceSelector !== '');
  return { matches: confined ? all(spaces, own) : own, matchesNot: notSelector };
}

function namespacesSelector(namespaceSelector: string, namespace: string | undefined): string {
  if (namespaceSelector !== '') {
    return prefixed(namespaceSelector, ofNamespace)
      .replaceAll('all()', 'has(projectcalico.org/namespace)')
      .replaceAll('global()', '!has(projectcalico.org/namespace)');
  }
  return namespace === undefined ? '' : `projectcalico.org/namespace == '${namespace}'`;
}

function accountsSelector(accounts: CalicoSide['serviceAccounts']): string {
  if (accounts === undefined) return '';
  const named = accounts.names.map((name) => (name.includes('"') ? `'${name}'` : `"${name}"`));
  return all(
    prefixed(accounts.selector, ofAccount),
    named.length === 0 ? '' : `projectcalico.org/serviceaccount in {${named.join(', ')}}`,
  );
}

/** The selector of the endpoints that a policy applies to. */
export function subjectSelector(policy: CalicoPolicySpec): string {
  const { namespace, selector, namespaceSelector, serviceAccountSelector } = policy;
  const accounts = prefixed(serviceAccountSelector, ofAccount);
  if (namespace !== undefined) {
    return all(all(selector, `projectcalico.org/namespace == '${namespace}'`), accounts);
  }
  let text = selector;
  if (namespaceSelector !== '') {
    text = all(text, prefixed(namespaceSelector, ofNamespace));
    text = text.replaceAll('all()', 'has(projectcalico.org/namespace)');
  }
  if (serviceAccountSelector !== '') {
    text = all(text, accounts).replaceAll('all()', 'has(projectcalico.org/serviceaccount)');
  }
  return text;
}

/** The canonical form with a prefix before every label; empty for the empty text and for what is no selector. */
function prefixed(text: string, prefix: string): string {
  if (text === '') return '';
  const parsed = parseSelector(text);
  return parsed.kind === 'error' ? '' : canonicalText(withPrefix(parsed.node, prefix));
}

function all(...texts: readonly string[]): string {
  const present = texts.filter((text) => text !== '');
  return present.length === 1 ? (present[0] ?? '') : present.map((text) => `(${text})`).join(' && ');
}
