import { registry } from '../registry';
import { buildSnapshot } from '../snapshot/build';
import type { Snapshot } from '../snapshot/types';
import { shop } from '../language/snapshot-for-tests';

/** The shop with one more file under a CNI, in whose text a `¦` marks the caret; selectors have bars of their own. */
export function underCni(
  cni: string,
  marked: string,
): { readonly snapshot: Snapshot; readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('¦');
  const text = marked.replace('¦', '');
  const files = [
    { id: 'c', name: 'cluster.yaml', text: shop },
    { id: 'p', name: 'policies.yaml', text },
  ];
  return { snapshot: buildSnapshot({ files, revision: 1, cni }, registry), text, offset };
}

function policy(apiVersion: string, kind: string, namespace: string | undefined, spec: string): string {
  const lines = spec.replace(/^\n|\n *$/g, '').split('\n');
  const deep = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  const body = lines.map((line) => `  ${line.slice(deep)}`).join('\n');
  const place = namespace === undefined ? '' : `, namespace: ${namespace}`;
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: p${place}}\nspec:\n${body}\n`;
}

export function calicoText(spec: string, kind = 'NetworkPolicy'): string {
  return policy('projectcalico.org/v3', kind, kind.includes('Global') ? undefined : 'shop', spec);
}

export function ciliumText(spec: string, kind = 'CiliumNetworkPolicy'): string {
  return policy('cilium.io/v2', kind, kind === 'CiliumNetworkPolicy' ? 'shop' : undefined, spec);
}

export function adminText(spec: string, kind = 'AdminNetworkPolicy'): string {
  const version = kind === 'ClusterNetworkPolicy' ? 'v1alpha2' : 'v1alpha1';
  return policy(`policy.networking.k8s.io/${version}`, kind, undefined, spec);
}
