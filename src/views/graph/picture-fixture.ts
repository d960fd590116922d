import type {
  Analysis,
  Meaning,
  NamespaceSummary,
  OutsideSummary,
  PathMeaning,
  Summary,
  WorkloadSummary,
} from '../../analysis/types';
import type { Direction } from '../../model/policy';
import type { PortSet } from '../../model/ports';
import type { GraphRequest } from '../graph-types';

/** A hand-made analysis for tests: `shop/api` style names, and lines between them. */
export type PictureFixture = {
  readonly workloads: readonly (Partial<WorkloadSummary> & {
    readonly namespace: string;
    readonly name: string;
  })[];
  readonly outside?: readonly (Partial<OutsideSummary> & { readonly title: string })[];
  /** Ends by `namespace/name` or an outside title. */
  readonly lines: readonly {
    readonly from: string;
    readonly to: string;
    readonly meaning: Meaning;
    readonly port?: number;
    readonly at?: readonly Direction[];
  }[];
};

export function analysisOf(fixture: PictureFixture): Analysis {
  const workloads = fixture.workloads.map((given, end): WorkloadSummary => {
    const kind = given.kind ?? 'Deployment';
    const gate = { state: 'open' as const, rules: 0 };
    return {
      id: `${kind}/${given.namespace}/${given.name}`,
      end,
      kind,
      shortKind: 'deploy',
      labels: [['app', given.name]],
      usedLabels: [['app', given.name]],
      ports: [],
      pods: 0,
      inferred: false,
      hostNetwork: false,
      ingress: gate,
      egress: gate,
      failing: 0,
      wantedShut: undefined,
      stale: false,
      notEnforced: 0,
      place: undefined,
      foldKey: `${given.namespace}/${given.name}`,
      ...given,
    };
  });
  const outside = (fixture.outside ?? []).map((given, index): OutsideSummary => ({
    id: `outside/${given.title}`,
    end: workloads.length + index,
    kind: 'cidr',
    detail: '',
    cidrs: [],
    ...given,
  }));
  const endOfName = new Map<string, number>();
  for (const { namespace, name, end } of workloads) endOfName.set(`${namespace}/${name}`, end);
  for (const { title, end } of outside) endOfName.set(title, end);
  const rows = new Map<number, Map<number, PathMeaning[]>>();
  for (const { from, to, meaning, port = 8080, at = [] } of fixture.lines) {
    const row = rows.get(endOfName.get(from) ?? -1) ?? new Map<number, PathMeaning[]>();
    rows.set(endOfName.get(from) ?? -1, row);
    const ports: PortSet = [{ protocol: 'TCP', first: port, last: port }];
    const key = endOfName.get(to) ?? -1;
    row.set(key, [...(row.get(key) ?? []), { meaning, ports, at, condition: '' }]);
  }
  const summary = summaryOf(workloads, outside);
  const ids = [...workloads.map(({ id }) => id), ...outside.map(({ id }) => id)];
  const ends = new Map(ids.map((id, end) => [id, end]));
  return {
    summary,
    snapshot: { cni: {}, cluster: { settings: { podCidrs: [], serviceCidrs: [], nodeCidrs: [] } } },
    statements: [],
    endId: (end: number) => ids[end] ?? '',
    endOf: (id: string) => ends.get(id),
    meanings: (from: number, to: number) => rows.get(from)?.get(to) ?? [],
    meaningsFrom: (from: number, { unguarded }: { unguarded: boolean }) =>
      [...(rows.get(from) ?? [])].flatMap(([to, all]) => {
        const meanings = unguarded ? all : all.filter(({ meaning }) => meaning !== 'unguarded');
        return meanings.length === 0 ? [] : [{ to, meanings }];
      }),
  } as unknown as Analysis;
}

function summaryOf(workloads: readonly WorkloadSummary[], outside: readonly OutsideSummary[]): Summary {
  const names = [...new Set(workloads.map(({ namespace }) => namespace))];
  const namespaces = names.map((name): NamespaceSummary => ({
    name,
    labels: [],
    inferred: false,
    workloads: workloads.filter(({ namespace }) => namespace === name).length,
    policies: 1,
    place: undefined,
  }));
  return { revision: 1, workloads, outside, namespaces, policies: [] } as Partial<Summary> as Summary;
}

/** Nothing dragged, collapsed or chosen; all meanings but the unguarded. */
export const plainRequest: GraphRequest = {
  positions: {},
  arrangement: undefined,
  collapsed: [],
  shownWorkloads: undefined,
  unfolded: [],
  meanings: ['works', 'blocked', 'unwanted', 'admitted', 'depends'],
  hiddenNamespaces: [],
  detail: 'full',
  selection: { kind: 'none' },
  preview: undefined,
  openBundle: undefined,
};

const guarded = (rules: number) => ({ state: 'guarded', rules }) as const;
const shut = { state: 'shut', rules: 0 } as const;
const labels = (...pairs: readonly (readonly [string, string])[]) => ({ labels: pairs, usedLabels: pairs });
const ports = (...numbers: readonly number[]) => ({
  ports: numbers.map((port) => ({ port, protocol: 'TCP' })),
});
const worker = {
  namespace: 'shop',
  foldKey: 'worker',
  ...labels(['app', 'worker']),
  ingress: shut,
};

/** A shop with a blocked line, two that nobody wants and one that depends. */
export const shop: PictureFixture = {
  workloads: [
    {
      namespace: 'ingress',
      name: 'ingress-nginx',
      kind: 'DaemonSet',
      shortKind: 'ds',
      ingress: guarded(1),
      ...labels(['app', 'nginx'], ['role', 'edge']),
      ...ports(443),
    },
    {
      namespace: 'shop',
      name: 'frontend',
      ingress: guarded(1),
      ...labels(['app', 'frontend'], ['tier', 'web']),
      ...ports(8080),
    },
    {
      namespace: 'shop',
      name: 'batch',
      kind: 'CronJob',
      shortKind: 'cronjob',
      ingress: shut,
      ...labels(['app', 'batch']),
      failing: 1,
    },
    { ...worker, name: 'worker-a' },
    { ...worker, name: 'worker-b' },
    { ...worker, name: 'worker-c' },
    {
      namespace: 'shop',
      name: 'api',
      ingress: guarded(2),
      ...labels(['app', 'api'], ['tier', 'backend']),
      ...ports(8080, 9090),
    },
    {
      namespace: 'shop',
      name: 'cart',
      ingress: guarded(2),
      ...labels(['app', 'cart'], ['tier', 'backend']),
      ...ports(8080, 9090),
    },
    {
      namespace: 'shop',
      name: 'checkout',
      ingress: guarded(1),
      egress: guarded(3),
      ...labels(['app', 'checkout']),
      ...ports(8080),
    },
    {
      namespace: 'data',
      name: 'postgres',
      kind: 'StatefulSet',
      shortKind: 'sts',
      ingress: guarded(1),
      egress: shut,
      ...ports(5432),
    },
    {
      namespace: 'data',
      name: 'redis',
      kind: 'StatefulSet',
      shortKind: 'sts',
      ingress: guarded(1),
      egress: shut,
      ...ports(6379),
    },
    {
      namespace: 'data',
      name: 'rabbitmq',
      kind: 'StatefulSet',
      shortKind: 'sts',
      ingress: guarded(1),
      egress: shut,
      ...ports(5672),
    },
    { namespace: 'monitoring', name: 'grafana', ...ports(3000) },
    { namespace: 'monitoring', name: 'prometheus', kind: 'StatefulSet', shortKind: 'sts', ...ports(9090) },
  ],
  outside: [
    { title: 'Internet', kind: 'internet' },
    { title: 'payments', kind: 'named', detail: '203.0.113.0/24' },
  ],
  lines: [
    { from: 'Internet', to: 'ingress/ingress-nginx', meaning: 'works', port: 443 },
    { from: 'ingress/ingress-nginx', to: 'shop/frontend', meaning: 'works' },
    { from: 'shop/frontend', to: 'shop/api', meaning: 'works' },
    { from: 'shop/frontend', to: 'shop/cart', meaning: 'works' },
    { from: 'shop/frontend', to: 'shop/checkout', meaning: 'depends' },
    { from: 'shop/batch', to: 'shop/api', meaning: 'blocked', at: ['ingress'] },
    { from: 'shop/worker-a', to: 'shop/api', meaning: 'works' },
    { from: 'shop/worker-a', to: 'shop/cart', meaning: 'unwanted' },
    { from: 'shop/api', to: 'data/postgres', meaning: 'works', port: 5432 },
    { from: 'shop/cart', to: 'data/redis', meaning: 'works', port: 6379 },
    { from: 'shop/cart', to: 'data/postgres', meaning: 'unwanted', port: 5432 },
    { from: 'shop/checkout', to: 'data/rabbitmq', meaning: 'works', port: 5672 },
    { from: 'shop/checkout', to: 'payments', meaning: 'works', port: 443 },
    { from: 'monitoring/grafana', to: 'monitoring/prometheus', meaning: 'works', port: 9090 },
    { from: 'monitoring/prometheus', to: 'shop/api', meaning: 'works', port: 9090 },
    { from: 'monitoring/prometheus', to: 'shop/cart', meaning: 'works', port: 9090 },
    { from: 'shop/frontend', to: 'monitoring/grafana', meaning: 'unguarded', port: 3000 },
  ],
};
