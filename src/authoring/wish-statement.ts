import { exclusionsOf } from '../expectations/exclusions';
import type { ExpectationsDocument, Statement } from '../expectations/document';
import { wishOf as statementWish, type Wish as StatementWish } from '../expectations/wishes';
import { worldOf, type World } from '../expectations/world';
import { formatCidr } from '../model/address';
import { includesPorts, intersectPorts, isEveryPort, type PortSet } from '../model/ports';
import type { Cluster } from '../model/cluster';
import type { Json, JsonObject } from '../yaml/types';
import { expectationsApiVersion, expectationsKind } from '../expectations/document';
import { expectationsSchema } from '../expectations/schema';
import { keyOrderAt } from '../yaml/schema';
import { isMap } from '../yaml/json-value';
import { indexOf } from './cluster-index';
import type { PlanContext } from './plan-context';
import type { Note } from './types';
import { pairsOf, type Wish, type WishEnd } from './wish';
import { freeFileName, type DocumentChange } from './write';

/** What becomes of the Expectations documents when an edge is drawn or deleted. */
export type StatementEdit = {
  readonly changes: readonly DocumentChange[];
  readonly notes: readonly Note[];
  /** What is written, in words; empty where nothing is. */
  readonly sentence: string;
};

const nothing: StatementEdit = { changes: [], notes: [], sentence: '' };

/** Everything that statements mean in this snapshot. */
export type Meant = {
  readonly world: World;
  readonly statements: readonly {
    readonly document: ExpectationsDocument;
    readonly statement: Statement;
    readonly wish: StatementWish;
  }[];
};

const known = new WeakMap<PlanContext, Meant>();

export function meantBy(context: PlanContext): Meant {
  const found = known.get(context) ?? meaningOf(context);
  known.set(context, found);
  return found;
}

function meaningOf(context: PlanContext): Meant {
  const { cluster, evaluator } = context.snapshot;
  const world = worldOf(context.expectations, cluster, evaluator);
  return {
    world,
    statements: context.expectations.flatMap((document) =>
      document.statements.map((statement) => ({
        document,
        statement,
        wish: statementWish(world, statement),
      })),
    ),
  };
}

/** Writes the wish down, unless equal or wider statements want it already (EX-11). */
export function writeWish(context: PlanContext, meant: Meant, wish: Wish): StatementEdit {
  if (isWanted(context, meant, wish)) return nothing;
  const { cluster } = context.snapshot;
  const target = documentFor(context, wish);
  const home = target?.namespace ?? homeFor(cluster, wish);
  const items = itemsFor(cluster, wish, home);
  const sentence =
    items.length === 1 ? 'writes down that it is wanted' : `writes down ${items.length} statements`;
  if (target !== undefined) {
    const change: DocumentChange = {
      kind: 'edit',
      at: target.origin,
      operations: (value) => appendItems(value, items),
    };
    return { changes: [change], notes: [], sentence };
  }
  const value: JsonObject = {
    apiVersion: expectationsApiVersion,
    kind: expectationsKind,
    metadata: {
      name: home ?? 'expectations',
      ...(home === undefined ? {} : { namespace: home }),
      annotations: { 'config.kubernetes.io/local-config': 'true' },
    },
    spec: { expect: items },
  };
  const fileName = freeFileName(context.snapshot, 'expectations.yaml');
  return { changes: [{ kind: 'add', value, after: undefined, fileName }], notes: [], sentence };
}

/** Whether statements want every wished flow allowed already. */
export function isWanted(context: PlanContext, meant: Meant, wish: Wish): boolean {
  const taken = exclusionsOf(
    meant.world,
    meant.statements.map((one) => one.wish),
    false,
  );
  const pairs = pairsOf(context.snapshot, wish);
  // An outside part that the wish has only some addresses of is not yet an end of its own.
  const whole = wish.from.kind === 'pods' && wish.to.kind === 'pods' ? true : partsAreWhole(context, wish);
  return whole && pairs.every(({ from, to }) => includesPorts(taken.ports(from, to).sure, wish.ports));
}

function partsAreWhole(context: PlanContext, wish: Wish): boolean {
  const end = wish.from.kind === 'addresses' ? wish.from : wish.to;
  if (end.kind !== 'addresses') return true;
  if (end.internet) {
    return context.expectations.some((document) =>
      document.statements.some(({ from, to }) =>
        [from, to].some((peer) => peer.kind === 'entity' || peer.kind === 'group'),
      ),
    );
  }
  const texts = new Set(end.cidrs.map(formatCidr));
  const named = new Set<string>();
  for (const document of context.expectations) {
    for (const { from, to } of document.statements) {
      for (const peer of [from, to]) {
        if (peer.kind === 'cidr' && peer.except.length === 0) named.add(formatCidr(peer.cidr));
      }
    }
  }
  return [...texts].every((text) => named.has(text));
}

/** The document of the destination's namespace, else of the source's, else the first. */
function documentFor(context: PlanContext, wish: Wish): ExpectationsDocument | undefined {
  const { cluster } = context.snapshot;
  for (const end of [wish.to, wish.from]) {
    const namespace = namespaceOf(cluster, end);
    const found = context.expectations.find((document) => document.namespace === namespace);
    if (namespace !== undefined && found !== undefined) return found;
  }
  return context.expectations[0];
}

function homeFor(cluster: Cluster, wish: Wish): string | undefined {
  return namespaceOf(cluster, wish.to) ?? namespaceOf(cluster, wish.from);
}

function namespaceOf(cluster: Cluster, end: WishEnd): string | undefined {
  return end.kind === 'pods' ? cluster.workloads[end.workloads[0] ?? -1]?.namespace : undefined;
}

function appendItems(value: JsonObject, items: readonly JsonObject[]) {
  const spec = value['spec'];
  const order = (path: readonly string[]) => keyOrderAt(expectationsSchema, path);
  if (!isMap(spec)) {
    return [{ kind: 'setKey', path: [], key: 'spec', value: { expect: items }, order: order([]) }] as const;
  }
  const list = spec['expect'];
  const count = Array.isArray(list) ? list.length : 0;
  if (count === 0) {
    return [{ kind: 'setKey', path: ['spec'], key: 'expect', value: items, order: order(['spec']) }] as const;
  }
  return items.map((item, index) => {
    return { kind: 'insertItem', path: ['spec', 'expect'], index: count + index, value: item } as const;
  });
}

/** One item for each pair of peers. */
function itemsFor(cluster: Cluster, wish: Wish, home: string | undefined): readonly JsonObject[] {
  const ports = portItems(wish.ports);
  return peerItems(cluster, wish.from, home).flatMap((from) =>
    peerItems(cluster, wish.to, home).map((to): JsonObject => {
      return { from, to, ...(ports === undefined ? {} : { ports }), verdict: 'allowed' };
    }),
  );
}

function peerItems(cluster: Cluster, end: WishEnd, home: string | undefined): readonly JsonObject[] {
  if (end.kind === 'addresses') {
    if (end.internet) return [{ entity: 'Internet' }];
    return end.cidrs.map((cidr) => ({ cidr: formatCidr(cidr) }));
  }
  if (end.wholeNamespace !== undefined) return [{ namespace: end.wholeNamespace }];
  return end.workloads.flatMap((index) => {
    const workload = cluster.workloads[index];
    if (workload === undefined) return [];
    const { namespace, name, kind } = workload;
    const twins = (indexOf(cluster).byNamespace.get(namespace) ?? []).filter(
      (other) => cluster.workloads[other]?.name === name,
    );
    return [
      {
        workload: name,
        ...(namespace === home ? {} : { namespace }),
        ...(twins.length > 1 ? { kind } : {}),
      },
    ];
  });
}

/** The ports as items of `ports`; undefined for every port. */
function portItems(ports: PortSet): readonly Json[] | undefined {
  if (isEveryPort(ports)) return undefined;
  return ports.map(({ protocol, first, last }): Json => {
    if (protocol === 'other') return 'any/ICMP';
    if (first === 1 && last === 65535) return `any/${protocol}`;
    if (first === last) return protocol === 'TCP' ? first : `${first}/${protocol}`;
    return protocol === 'TCP' ? `${first}-${last}` : `${first}-${last}/${protocol}`;
  });
}

/** Takes the wish out of the `allowed` statements: items that say no more than it go, others lose its ports (DEL-1). */
export function takeWishOut(context: PlanContext, meant: Meant, wish: Wish): StatementEdit {
  const pairs = pairsOf(context.snapshot, wish);
  const wished = new Set(pairs.map(({ from, to }) => `${from} ${to}`));
  const changes: DocumentChange[] = [];
  const notes: Note[] = [];
  let removed = 0;
  let narrowed = 0;
  for (const document of context.expectations) {
    const gone: number[] = [];
    const portsGone = new Map<number, readonly number[]>();
    for (const one of meant.statements) {
      if (one.document !== document || one.statement.verdict !== 'allowed') continue;
      const overlap = overlapOf(meant.world, one.wish, wished, wish.ports);
      if (overlap === 'none') continue;
      const ports = removablePorts(one.statement, wish.ports);
      if (overlap === 'all of it') gone.push(one.statement.index);
      else if (overlap === 'all pairs' && ports.length > 0) portsGone.set(one.statement.index, ports);
      else {
        const name = one.statement.name ?? `statement ${one.statement.index + 1}`;
        notes.push({
          severity: 'warning',
          text: `\`${name}\` of \`${document.name}\` wants more than this path and stays as it is`,
        });
      }
    }
    if (gone.length === 0 && portsGone.size === 0) continue;
    removed += gone.length;
    narrowed += portsGone.size;
    changes.push({
      kind: 'edit',
      at: document.origin,
      operations: (value) => removals(value, gone, portsGone),
    });
  }
  const told = [
    ...(removed > 0 ? [`takes ${removed === 1 ? 'a statement' : `${removed} statements`} out`] : []),
    ...(narrowed > 0 ? [`narrows ${narrowed === 1 ? 'a statement' : `${narrowed} statements`}`] : []),
  ];
  return { changes, notes, sentence: told.join(' and ') };
}

/** `all of it`: the statement speaks of nothing else. `all pairs`: it speaks of further ports of the wished pairs. */
function overlapOf(
  world: World,
  statement: StatementWish,
  wished: ReadonlySet<string>,
  closed: PortSet,
): 'none' | 'some pairs' | 'all pairs' | 'all of it' {
  if (statement.somewhere !== undefined) return 'none';
  let inside = 0;
  let outside = 0;
  let otherPorts = false;
  for (const block of statement.blocks) {
    for (const from of block.from.toArray()) {
      for (const to of block.to.toArray()) {
        const a = world.atoms.list[from]?.end ?? from;
        const b = world.atoms.list[to]?.end ?? to;
        const ports = statement.ports(to);
        if (intersectPorts(ports, closed).length === 0) {
          if (a !== b && ports.length > 0) outside++;
        } else if (wished.has(`${a} ${b}`)) {
          inside++;
          if (!includesPorts(closed, ports)) otherPorts = true;
        } else if (a !== b) outside++;
        if (inside > 0 && outside > 0) return 'some pairs';
      }
    }
  }
  if (inside === 0) return 'none';
  return otherPorts ? 'all pairs' : 'all of it';
}

/** Indexes of the port entries that are wholly closed; none to a Service, whose ports are others than the pods'. */
function removablePorts(statement: Statement, closed: PortSet): readonly number[] {
  if (statement.to.kind === 'service') return [];
  return [...(statement.ports ?? []).entries()]
    .filter(([, wish]) => wish.kind === 'set' && includesPorts(closed, wish.set))
    .map(([index]) => index);
}

function removals(
  value: JsonObject,
  gone: readonly number[],
  portsGone: ReadonlyMap<number, readonly number[]>,
) {
  const spec = value['spec'];
  const list = isMap(spec) ? spec['expect'] : undefined;
  const count = Array.isArray(list) ? list.length : 0;
  const ports = [...portsGone].flatMap(([item, indexes]) =>
    [...indexes]
      .sort((a, b) => b - a)
      .map((index) => ({ kind: 'removeItem', path: ['spec', 'expect', item, 'ports', index] }) as const),
  );
  if (gone.length === count) return [...ports, { kind: 'removeKey', path: ['spec'], key: 'expect' } as const];
  const items = [...gone]
    .sort((a, b) => b - a)
    .map((index) => ({ kind: 'removeItem', path: ['spec', 'expect', index] }) as const);
  return [...ports, ...items];
}
