/** Whether a label with this key is part of an identity. */
export type LabelFilter = (source: string, key: string) => boolean;

type Pattern = { readonly include: boolean; readonly source: string; readonly prefix: RegExp };

/** The agent's own list. Upstream: `pkg/labelsfilter/filter.go` defaultLabelPrefixCfg. */
const included = [
  'reserved:.*',
  'io\\.kubernetes\\.pod\\.namespace',
  'io\\.cilium\\.k8s\\.namespace\\.labels',
  'app\\.kubernetes\\.io',
  'io\\.cilium\\.k8s\\.policy\\.cluster',
  'io\\.cilium\\.k8s\\.policy\\.serviceaccount',
];
const excluded = [
  'io\\.kubernetes',
  'kubernetes\\.io',
  'statefulset\\.kubernetes\\.io/pod-name',
  'apps\\.kubernetes\\.io/pod-index',
  'batch\\.kubernetes\\.io/job-completion-index',
  'batch\\.kubernetes\\.io/controller-uid',
  '.*beta\\.kubernetes\\.io',
  'k8s\\.io',
  'pod-template-generation',
  'pod-template-hash',
  'controller-revision-hash',
  'controller-uid',
  'annotation.*',
  'etcd_node',
  'topology\\.kubernetes\\.io',
];

function pattern(text: string, include: boolean): Pattern {
  const colon = text.indexOf(':');
  const source = colon < 0 ? '' : text.slice(0, colon);
  return { include, source, prefix: new RegExp(`^(?:${text.slice(colon + 1)})`) };
}

const defaults: readonly Pattern[] = [
  ...included.map((text) => pattern(text, true)),
  ...excluded.map((text) => pattern(text, false)),
];

/**
 * The filter of identities. A label that patterns of both kinds hit is kept if its longest inclusion is longer than its
 * shortest exclusion; one that none hits is kept.
 */
export function labelFilter(): LabelFilter {
  const known = new Map<string, boolean>();
  return (source, key) => {
    const cacheKey = `${source}:${key}`;
    const found = known.get(cacheKey);
    if (found !== undefined) return found;
    const kept = isKept(source, key);
    known.set(cacheKey, kept);
    return kept;
  };
}

function isKept(source: string, key: string): boolean {
  let longest: number | undefined;
  let shortest: number | undefined;
  for (const { include, source: wanted, prefix } of defaults) {
    if (wanted !== '' && wanted !== source) continue;
    const length = prefix.exec(key)?.[0].length;
    if (length === undefined) continue;
    if (include) longest = Math.max(longest ?? 0, length);
    else shortest = Math.min(shortest ?? Infinity, length);
  }
  if (shortest === undefined) return true;
  return longest !== undefined && longest > shortest;
}
