import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Meaning } from '../analysis/types';
import { buildGraph } from './graph';
import type { GraphRequest, GraphView } from './graph-types';
import { portRange, portsOf, unionPorts } from '../model/ports';
import { labelRect } from './graph/labels';
import { analysisOf, plainRequest, shop, type PictureFixture } from './graph/picture-fixture';
import { portLabel } from './graph/words';
import { measure, overlaps, pointAt } from './layout/curves';

const analysis = analysisOf(shop);
const draw = (request: Partial<GraphRequest> = {}, fixture = analysis) =>
  buildGraph(fixture, { ...plainRequest, ...request });
const node = (view: GraphView, id: string) => view.nodes.find((one) => one.id === id);
const card = (view: GraphView, id: string) => {
  const found = node(view, id);
  if (found?.kind !== 'card') throw new Error(`${id} is no card`);
  return found;
};
const collapsed = (view: GraphView, name: string) => {
  const found = node(view, `namespace/${name}`);
  if (found?.kind !== 'collapsed') throw new Error(`${name} is not collapsed`);
  return found;
};

describe('cards', () => {
  test('workloads with equal templates fold into one card that counts them', () => {
    const worker = card(draw(), 'Deployment/shop/worker-a');
    expect(worker.title).toBe('worker');
    expect(worker.workloads).toHaveLength(3);
    expect(worker.description).toContain('3 folded deployment in shop');
    const unfolded = draw({ unfolded: ['worker'] });
    expect(unfolded.nodes.filter((one) => one.kind === 'card' && one.foldKey === 'worker')).toHaveLength(3);
    expect(card(unfolded, 'Deployment/shop/worker-b').unfolded).toBe(true);
  });

  test('unfolding leaves the other cards of the namespace where they are', () => {
    const before = draw();
    const after = draw({ unfolded: ['worker'], arrangement: before.arrangement });
    for (const one of before.nodes) {
      if (one.kind === 'card' && one.namespace === 'shop') expect(card(after, one.id).rect).toEqual(one.rect);
    }
  });

  test('a card reads itself aloud with its gates and blocked paths', () => {
    expect(card(draw(), 'Deployment/shop/api').description).toBe(
      'api, deployment in shop, port 8080 9090, ingress guarded by 2 rules, egress open, 1 blocked path',
    );
    expect(card(draw(), 'CronJob/shop/batch').description).toContain('ingress shut, egress open');
  });

  test('a card is as high for two labels that nobody uses, so that a new policy moves nothing', () => {
    const unused: PictureFixture = {
      workloads: [
        {
          namespace: 'a',
          name: 'x',
          labels: [
            ['app', 'x'],
            ['tier', 'y'],
          ],
          usedLabels: [],
        },
      ],
      lines: [],
    };
    const used: PictureFixture = {
      workloads: [
        {
          namespace: 'a',
          name: 'x',
          labels: [
            ['app', 'x'],
            ['tier', 'y'],
          ],
          usedLabels: [
            ['app', 'x'],
            ['tier', 'y'],
          ],
        },
      ],
      lines: [],
    };
    const [one, other] = [draw({}, analysisOf(unused)), draw({}, analysisOf(used))];
    expect(card(one, 'Deployment/a/x').rect).toEqual(card(other, 'Deployment/a/x').rect);
  });
});

describe('lines', () => {
  test('the legend counts lines by meaning, the unguarded ones though they are not drawn', () => {
    expect(draw().legend).toEqual([
      { meaning: 'works', count: 12, shown: true },
      { meaning: 'blocked', count: 1, shown: true },
      { meaning: 'unwanted', count: 2, shown: true },
      { meaning: 'depends', count: 1, shown: true },
      { meaning: 'unguarded', count: 1, shown: false },
    ]);
    expect(draw().edges.some(({ meaning }) => meaning === 'unguarded')).toBe(false);
    const all: Meaning[] = ['works', 'blocked', 'unwanted', 'admitted', 'depends', 'unguarded'];
    expect(draw({ meanings: all }).edges.filter(({ meaning }) => meaning === 'unguarded')).toHaveLength(1);
  });

  test('a meaning that the legend hides is not drawn but still counted', () => {
    const view = draw({ meanings: ['blocked'] });
    expect(view.edges.map(({ meaning }) => meaning)).toEqual(['blocked']);
    expect(view.legend.find(({ meaning }) => meaning === 'works')).toEqual({
      meaning: 'works',
      count: 12,
      shown: false,
    });
  });

  test('a blocked line ends in a mark at the corner of the gate that is shut', () => {
    const view = draw();
    const api = card(view, 'Deployment/shop/api').rect;
    expect(view.marks).toHaveLength(1);
    const [mark] = view.marks;
    expect(mark?.x).toBe(api.x - 12);
    expect(Math.abs((mark?.y ?? 0) - (api.y + 26))).toBe(15);
    const blocked = view.edges.find(({ meaning }) => meaning === 'blocked');
    expect(blocked?.description).toBe('batch to api, TCP 8080, wanted, blocked at the ingress gate of api');
    expect(blocked?.curve.slice(-2)).toEqual([mark?.x, mark?.y]);
  });

  test('a line that is stopped on its way out has its mark at the egress gate, one stopped twice has two', () => {
    const fixture: PictureFixture = {
      workloads: [
        { namespace: 'a', name: 'x' },
        { namespace: 'a', name: 'y' },
        { namespace: 'a', name: 'z' },
      ],
      lines: [
        { from: 'a/x', to: 'a/y', meaning: 'blocked', at: ['egress'] },
        { from: 'a/x', to: 'a/z', meaning: 'blocked', at: ['egress', 'ingress'] },
      ],
    };
    const view = draw({}, analysisOf(fixture));
    const x = card(view, 'Deployment/a/x').rect;
    const atEgress = view.marks.filter((mark) => mark.x === x.x + x.width + 12);
    expect(atEgress.reduce((sum, mark) => sum + mark.count, 0)).toBe(2);
    expect(view.marks.reduce((sum, mark) => sum + mark.count, 0)).toBe(3);
  });

  test('labels lie on no card, mark or other label', () => {
    const view = draw();
    const labels = view.edges.flatMap((edge) =>
      edge.labelAt === undefined ? [] : [labelRect(pointAt(measure(edge.curve), edge.labelAt), edge.label)],
    );
    expect(labels.length).toBeGreaterThan(6);
    const solid = [
      ...view.nodes.filter(({ kind }) => kind !== 'namespace').map(({ rect }) => rect),
      ...view.marks.map(({ x, y }) => ({ x: x - 9, y: y - 9, width: 18, height: 18 })),
    ];
    for (const label of labels) expect(solid.filter((rect) => overlaps(label, rect))).toEqual([]);
    labels.forEach((label, at) => {
      expect(labels.slice(at + 1).filter((other) => overlaps(label, other))).toEqual([]);
    });
  });

  test('TCP is not written on a label, other protocols are', () => {
    const label = (edge: string) => draw().edges.find(({ id }) => id === edge)?.label;
    expect(label('Deployment/shop/api StatefulSet/data/postgres works')).toBe('5432');
  });
});

describe('ports on a label', () => {
  test('a number that several protocols have is written once', () => {
    const dns = unionPorts(portRange('TCP', 53, 53), portRange('UDP', 53, 53));
    expect(portLabel(dns)).toBe('53 TCP UDP');
    expect(portLabel(unionPorts(dns, portRange('SCTP', 53, 53)))).toBe('53 TCP UDP SCTP');
    expect(portLabel(unionPorts(dns, portRange('TCP', 80, 80)))).toBe('53 TCP UDP 80');
    expect(portLabel(portRange('UDP', 53, 53))).toBe('53 UDP');
  });

  test('more than three are cut, and every port of all protocols with ports is said once', () => {
    const some = [80, 443, 8080, 9090].map((port) => portRange('TCP', port, port));
    expect(portLabel(unionPorts(...some.slice(0, 3)))).toBe('80 443 8080');
    expect(portLabel(unionPorts(...some))).toBe('80 443 +2');
    expect(portLabel(unionPorts(portsOf('TCP'), portsOf('UDP')))).toBe('every port TCP UDP');
    expect(portLabel(unionPorts(portsOf('TCP'), portsOf('UDP'), portsOf('SCTP')))).toBe('every port');
  });
});

describe('outside', () => {
  test('parts that may do the same are one pill, senders at the left and receivers at the right', () => {
    const fixture: PictureFixture = {
      workloads: [
        { namespace: 'a', name: 'web' },
        { namespace: 'a', name: 'api' },
      ],
      outside: [
        { title: 'Internet', kind: 'internet' },
        { title: 'payments', kind: 'named' },
        { title: '192.0.2.0/24', kind: 'cidr' },
      ],
      lines: [
        { from: 'Internet', to: 'a/web', meaning: 'works' },
        { from: 'payments', to: 'a/web', meaning: 'works' },
        { from: 'a/api', to: 'payments', meaning: 'works', port: 443 },
      ],
    };
    const view = draw({}, analysisOf(fixture));
    const pills = view.nodes.flatMap((one) => (one.kind === 'outside' ? [one] : []));
    expect(pills.map(({ title, side, detail, parts }) => ({ title, side, detail, parts }))).toEqual([
      {
        title: 'Internet',
        side: 'left',
        detail: 'but 192.0.2.0/24',
        parts: ['outside/Internet', 'outside/payments'],
      },
      { title: 'payments', side: 'right', detail: '', parts: ['outside/payments'] },
    ]);
    const [left, right] = pills;
    expect(left?.rect.x).toBeLessThan(card(view, 'Deployment/a/web').rect.x);
    expect(right?.rect.x).toBeGreaterThan(card(view, 'Deployment/a/web').rect.x);
    expect(view.edges).toHaveLength(2);
  });
});

describe('collapsed namespaces', () => {
  test('lines between them become one bundle with a strand per meaning', () => {
    const view = draw({ collapsed: ['shop', 'data'] });
    const bundle = view.bundles.find(({ id }) => id === 'namespace/shop namespace/data');
    expect(bundle?.strands.map(({ meaning, count }) => [meaning, count])).toEqual([
      ['works', 3],
      ['unwanted', 1],
    ]);
    expect(view.edges.some(({ from }) => from.startsWith('Deployment/shop/'))).toBe(false);
    expect(view.legend).toEqual(draw().legend);
  });

  test('their gates count who is guarded, and the one fact that matters is said', () => {
    const view = draw({ collapsed: ['shop', 'data', 'monitoring', 'ingress'] });
    expect(collapsed(view, 'shop').ingress).toMatchObject({ state: 'guarded', label: 'all' });
    expect(collapsed(view, 'shop').egress).toMatchObject({ state: 'guarded', label: '1/8' });
    expect(collapsed(view, 'data').egress).toMatchObject({ state: 'shut' });
    expect(collapsed(view, 'monitoring').ingress).toMatchObject({ state: 'open' });
    expect(collapsed(view, 'monitoring').fact).toEqual(['2', 'with an open gate']);
    expect(collapsed(view, 'ingress').fact).toEqual(['1', 'admits the Internet']);
    expect(collapsed(view, 'shop').count).toBe('8 workloads · 1 policy');
  });

  test('the paths of an open bundle are listed, worst first', () => {
    const view = draw({ collapsed: ['shop', 'data'], openBundle: 'namespace/shop namespace/data' });
    expect(view.bundlePaths?.all).toBe(4);
    expect(view.bundlePaths?.paths[0]).toMatchObject({
      fromTitle: 'cart',
      toTitle: 'postgres',
      meaning: 'unwanted',
      ports: '5432',
    });
  });

  test('an overview draws every namespace in its place', () => {
    const plain = draw();
    const far = draw({ detail: 'overview', arrangement: plain.arrangement });
    for (const name of ['shop', 'data', 'ingress', 'monitoring']) {
      expect(collapsed(far, name).rect).toEqual(node(plain, `namespace/${name}`)?.rect);
      expect(collapsed(far, name).overview).toBe(true);
    }
    expect(far.edges).toHaveLength(0);
    expect(far.collapsed).toEqual([]);
  });

  test('a large picture arrives collapsed, and is drawn open when asked to', () => {
    const workloads = Array.from({ length: 400 }, (_, at) => ({ namespace: `n${at % 20}`, name: `w${at}` }));
    const fixture = analysisOf({ workloads, lines: [] });
    const arriving = draw({ shownWorkloads: 0 }, fixture);
    expect(arriving.large).toBe(true);
    expect(arriving.collapsed).toHaveLength(20);
    const later = draw({ shownWorkloads: undefined }, fixture);
    expect(later.nodes.filter(({ kind }) => kind === 'card')).toHaveLength(400);
  });
});

describe('selection', () => {
  test('a chosen workload keeps its partners, everything else is flat', () => {
    const view = draw({ selection: { kind: 'workload', id: 'Deployment/shop/api' } });
    const tones = new Map(view.nodes.map((one) => [one.id, one.tone]));
    expect(card(view, 'Deployment/shop/api').selected).toBe(true);
    for (const id of ['Deployment/shop/frontend', 'CronJob/shop/batch', 'StatefulSet/data/postgres']) {
      expect(tones.get(id)).toBe('normal');
    }
    expect(tones.get('StatefulSet/data/redis')).toBe('faded');
    expect(view.edges.filter(({ tone }) => tone === 'shown')).toHaveLength(5);
    expect(view.edges.filter((edge) => edge.tone === 'faded' && edge.labelAt !== undefined)).toEqual([]);
  });

  test('its unguarded partners do not fade, and their lines are drawn', () => {
    const view = draw({ selection: { kind: 'workload', id: 'Deployment/monitoring/grafana' } });
    expect(card(view, 'Deployment/shop/frontend').tone).toBe('normal');
    expect(view.edges.some(({ meaning, tone }) => meaning === 'unguarded' && tone === 'shown')).toBe(true);
  });

  test('a chosen path shows its two ends and the gate that stops it', () => {
    const view = draw({
      selection: {
        kind: 'path',
        path: { from: 'CronJob/shop/batch', to: 'Deployment/shop/api', protocol: 'TCP', port: 8080 },
      },
    });
    expect(card(view, 'CronJob/shop/batch').tone).toBe('end');
    expect(card(view, 'Deployment/shop/api').ingress.flow).toBe('stopped');
    expect(card(view, 'CronJob/shop/batch').egress.flow).toBe('none');
    expect(view.edges.filter(({ tone }) => tone === 'shown')).toHaveLength(1);
  });

  test('choosing something moves nothing', () => {
    const before = draw();
    const after = draw({
      arrangement: before.arrangement,
      selection: { kind: 'workload', id: 'Deployment/shop/api' },
    });
    expect(after.nodes.map(({ id, rect }) => [id, rect])).toEqual(
      before.nodes.map(({ id, rect }) => [id, rect]),
    );
  });

  test('what is no longer there fades nothing', () => {
    const view = draw({ selection: { kind: 'workload', id: 'Deployment/shop/gone' } });
    expect(view.nodes.every(({ tone }) => tone === 'normal')).toBe(true);
  });

  test('a preview draws what a candidate opens too', () => {
    const path = { from: 'CronJob/shop/batch', to: 'Deployment/shop/cart', protocol: 'TCP', port: 8080 };
    const view = draw({ preview: { opened: [path], closed: [] } });
    expect(view.edges.find(({ meaning }) => meaning === 'opens')).toMatchObject({
      from: 'CronJob/shop/batch',
      to: 'Deployment/shop/cart',
      label: 'also opens',
    });
  });
});

test('whatever the names, every line ends at nodes that are drawn', () => {
  const name = fc.oneof(
    fc.constantFrom('__proto__', 'constructor', 'a b', '<b>x</b>', 'ü'.repeat(300), 'x/y', ''),
    fc.string({ maxLength: 12 }),
  );
  const meaning = fc.constantFrom<Meaning>(
    'works',
    'blocked',
    'unwanted',
    'admitted',
    'depends',
    'unguarded',
  );
  const fixture = fc.record({
    names: fc.uniqueArray(fc.tuple(name, name), { maxLength: 12, selector: (pair) => JSON.stringify(pair) }),
    lines: fc.array(fc.tuple(fc.nat(), fc.nat(), meaning), { maxLength: 40 }),
    collapsed: fc.array(fc.nat(), { maxLength: 4 }),
    overview: fc.boolean(),
  });
  fc.assert(
    fc.property(fixture, ({ names, lines, collapsed: chosen, overview }) => {
      const outside = [{ title: 'Internet', kind: 'internet' as const }];
      const ends = [...names.map(([namespace, workload]) => `${namespace}/${workload}`), 'Internet'];
      const built = analysisOf({
        workloads: names.map(([namespace, workload]) => ({ namespace, name: workload })),
        outside,
        lines: lines.map(([from, to, said]) => ({
          from: ends[from % ends.length] ?? '',
          to: ends[to % ends.length] ?? '',
          meaning: said,
          at: said === 'blocked' ? (['ingress'] as const) : [],
        })),
      });
      const view = buildGraph(built, {
        ...plainRequest,
        meanings: ['works', 'blocked', 'unwanted', 'admitted', 'depends', 'unguarded'],
        collapsed: chosen.flatMap((at) => names[at % Math.max(1, names.length)]?.[0] ?? []),
        detail: overview ? 'overview' : 'full',
      });
      const drawn = new Set(view.nodes.map(({ id }) => id));
      for (const edge of [...view.edges, ...view.bundles]) {
        expect(drawn.has(edge.from)).toBe(true);
        expect(drawn.has(edge.to)).toBe(true);
      }
      for (const edge of view.edges) expect(edge.curve.every(Number.isFinite)).toBe(true);
      expect(view.nodes.every(({ rect }) => Object.values(rect).every(Number.isFinite))).toBe(true);
    }),
    { seed: 4_711, numRuns: 200 },
  );
});
