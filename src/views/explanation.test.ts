import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../analysis/types';
import { analyzed, manifestText } from '../testing/analyzed';
import { clusterManifests } from '../testing/generate-cluster';
import { policyManifests } from '../testing/generate-policies';
import { explain } from './explanation';
import type { Explanation } from './explanation-types';
import { plainText } from './sentences';

const pod = (namespace: string, name: string, more = '', spec = '') => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}
spec:
  containers:
    - {name: c, image: i, ports: [{name: http, containerPort: 8080}, {name: dns, containerPort: 53, protocol: UDP}]}
${spec}${more}`;
const live = (address: string) => `status: {phase: Running, podIP: ${address}, podIPs: [{ip: ${address}}]}\n`;

const cluster = [
  pod('shop', 'batch'),
  pod('shop', 'api', live('10.1.0.5')),
  pod('shop', 'old', 'status: {phase: Succeeded}\n'),
  pod('shop', 'new', 'status: {phase: Pending}\n'),
  pod('ops', 'monitor', live('10.1.0.9')),
  pod('shop', 'web', live('10.1.0.77'), '  nodeName: n1\n'),
  pod('kube', 'agent', live('10.0.0.7'), '  hostNetwork: true\n  nodeName: n1\n'),
  'apiVersion: v1\nkind: Node\nmetadata: {name: n1}\nstatus: {addresses: [{type: InternalIP, address: 10.0.0.7}]}\n',
  'apiVersion: v1\nkind: Namespace\nmetadata: {name: ops, labels: {team: platform}}\n',
].join('---\n');

const policy = (name: string, spec: string, namespace = 'shop') =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: ${spec}\n`;
const admits = (peers: string, port = '8080') =>
  policy(
    'p',
    `{podSelector: {matchLabels: {app: api}}, ingress: [{from: [${peers}], ports: [{port: ${port}}]}]}`,
  );
const denyAll = policy('deny', '{podSelector: {}, policyTypes: [Ingress, Egress]}');

function idOf(analysis: Analysis, name: string): string {
  const { workloads, outside } = analysis.summary;
  return (
    workloads.find((one) => one.name === name)?.id ?? outside.find((one) => one.title === name)?.id ?? name
  );
}

function why(
  policies: readonly string[],
  from: string,
  to: string,
  options: { port?: number; protocol?: string; cni?: string } = {},
): Explanation {
  const { port = 8080, protocol = 'TCP', cni } = options;
  const analysis = analyzed([cluster, policies.join('---\n')], cni === undefined ? {} : { cni });
  const path = { from: idOf(analysis, from), to: idOf(analysis, to), protocol, port };
  const explanation = explain(analysis, path);
  if (explanation === undefined) throw new Error(`nothing to explain from ${from} to ${to}`);
  return explanation;
}

const said = (...parameters: Parameters<typeof why>) => plainText(why(...parameters).sentence);

/** The findings of the closest rule of the entering lane. */
function closest(...parameters: Parameters<typeof why>): readonly string[] {
  const steps = why(...parameters).lanes[1].tiers.flatMap((tier) => tier.steps);
  const step = steps.find((one) => one.closest);
  return step?.findings.map((finding) => `${finding.tone}: ${plainText(finding.words)}`) ?? [];
}

describe('the one sentence', () => {
  it('says of an open path that nothing isolates its ends', () => {
    expect(said([], 'batch', 'api')).toBe(
      '`batch` reaches `api` on TCP 8080: nothing isolates `batch` for egress or `api` for ingress.',
    );
  });

  it('[NP-2] says who isolates and that nobody admits, at each gate that is shut', () => {
    expect(said([denyAll], 'batch', 'api')).toBe(
      '`batch` cannot reach `api` on TCP 8080: `batch` is isolated for egress by `deny`, which lets nothing out; ' +
        'besides, `api` is isolated for ingress by `deny`, which admits nobody.',
    );
    expect(said([policy('a', '{podSelector: {}}'), policy('b', '{podSelector: {}}')], 'batch', 'api')).toBe(
      '`batch` cannot reach `api` on TCP 8080: `api` is isolated for ingress by `a` and `b`, and no rule admits anybody.',
    );
  });

  it('counts the rules that do not admit', () => {
    const rule = (app: string) => `{from: [{podSelector: {matchLabels: {app: ${app}}}}]}`;
    const two = policy('p', `{podSelector: {}, ingress: [${rule('x')}, ${rule('w')}]}`);
    expect(said([two], 'batch', 'api')).toBe(
      '`batch` cannot reach `api` on TCP 8080: `api` is isolated for ingress by `p`, and none of 2 rules admits `batch`.',
    );
    expect(said([admits('{podSelector: {matchLabels: {app: x}}}')], 'batch', 'api')).toBe(
      '`batch` cannot reach `api` on TCP 8080: `api` is isolated for ingress by `p`, and the only rule does not admit `batch`.',
    );
  });

  it('names the rule that admits, and the one that lets out', () => {
    const out = policy(
      'out',
      '{podSelector: {matchLabels: {app: batch}}, policyTypes: [Egress], egress: [{}]}',
    );
    expect(said([admits('{podSelector: {}}'), out], 'batch', 'api')).toBe(
      '`batch` reaches `api` on TCP 8080: rule 1 of `out` lets it leave, and rule 1 of `p` admits it.',
    );
    const both = policy('p', '{podSelector: {}, ingress: [{}, {from: [{podSelector: {}}]}]}');
    expect(said([both], 'batch', 'api')).toBe(
      '`batch` reaches `api` on TCP 8080: nothing isolates `batch` for egress, and rule 1 of `p` and 1 more rule admit it.',
    );
  });

  it('says of a guarded way out that it does not lead there', () => {
    const out = policy(
      'out',
      '{podSelector: {matchLabels: {app: batch}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: db}}}]}]}',
    );
    expect(said([out], 'batch', 'api')).toBe(
      '`batch` cannot reach `api` on TCP 8080: `batch` is isolated for egress by `out`, and the only rule does not let it out to `api`.',
    );
  });

  it('says why it cannot be told', () => {
    expect(said([admits('{ipBlock: {cidr: 10.1.0.0/16}}')], 'batch', 'api')).toBe(
      'Whether `batch` reaches `api` on TCP 8080 cannot be told: the address of shop/batch is not known, ' +
        'so it may or may not be in 10.1.0.0/16.',
    );
  });

  it('says what was decided before any policy: itself, own node, outside, host network, no CNI, no address, ended', () => {
    expect(said([denyAll], 'api', 'api')).toBe(
      '`api` reaches itself on TCP 8080: what a pod sends to itself passes no gate.',
    );
    expect(said([denyAll], 'agent', 'web')).toBe(
      "`agent` reaches `web` on TCP 8080: `agent` uses its node's network, which these policies do not guard, " +
        'and what comes from the node of `web` always enters it.',
    );
    expect(said([], 'Internet', 'api')).toBe(
      '`Internet` reaches `api` on TCP 8080: nothing isolates `api` for ingress.',
    );
    expect(said([], 'batch', 'agent')).toBe(
      "`batch` reaches `agent` on TCP 8080: nothing isolates `batch` for egress, and `agent` uses its node's network, " +
        'which these policies do not guard.',
    );
    expect(said([denyAll], 'batch', 'api', { cni: 'none' })).toBe(
      '`batch` reaches `api` on TCP 8080: no policy is enforced by none (Flannel).',
    );
    expect(said([], 'batch', 'new')).toBe(
      '`batch` cannot reach `new` on TCP 8080: `new` has no address yet.',
    );
    expect(said([], 'old', 'api')).toBe(
      '`old` cannot reach `api` on TCP 8080: the pods of `old` have ended.',
    );
  });

  it('never says that a policy blocks', () => {
    for (const policies of [[denyAll], [admits('{podSelector: {matchLabels: {app: x}}}')]]) {
      const { sentence, lanes } = why(policies, 'batch', 'api');
      const words = [
        sentence,
        ...lanes.flatMap(({ tiers }) => tiers.flatMap(({ steps }) => steps.map((s) => s.words))),
      ];
      expect(words.map(plainText).join(' ')).not.toMatch(/block/i);
    }
  });
});

describe('the rule that came closest', () => {
  it('[FIX-3] has the fewest things that did not match, over all policies', () => {
    const far = policy(
      'a',
      '{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {x: z}}, podSelector: {matchLabels: {app: z}}}], ports: [{port: 1}]}]}',
    );
    const near = policy(
      'b',
      '{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: z}}}], ports: [{port: 8080}]}]}',
    );
    const steps = why([far, near], 'batch', 'api').lanes[1].tiers.flatMap((tier) => tier.steps);
    expect(steps.filter((step) => step.closest).map((step) => plainText(step.words))).toEqual([
      '`b` rule 1, closest',
    ]);
  });

  it('says what matched and the one thing that did not', () => {
    const peers =
      '{podSelector: {matchLabels: {app: frontend}}}, {podSelector: {matchLabels: {app: worker}}}';
    expect(closest([admits(peers)], 'batch', 'api')).toEqual([
      'matched: TCP 8080',
      'missed: wants `app=frontend` or `app=worker`, has `app=batch`',
    ]);
    expect(closest([admits('{podSelector: {}}', '9090')], 'batch', 'api')).toEqual([
      'missed: wants port 9090',
      'matched: every pod of `shop`',
    ]);
  });

  it.each([
    ['{podSelector: {matchLabels: {app: monitor}}}', 'monitor', 'wants a pod of `shop`, is in `ops`'],
    [
      '{namespaceSelector: {matchLabels: {team: shop}}}',
      'monitor',
      'wants a namespace with `team=shop`, its namespace has `team=platform`',
    ],
    [
      '{namespaceSelector: {matchLabels: {zone: a}}}',
      'monitor',
      'wants a namespace with `zone=a`, its namespace has no `zone`',
    ],
    [
      '{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: data}}}',
      'monitor',
      'wants namespace `data`, is in `ops`',
    ],
    [
      '{podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [batch]}]}}',
      'batch',
      'wants `app!=batch`, has `app=batch`',
    ],
    [
      '{podSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}}',
      'batch',
      'wants `!app`, has `app=batch`',
    ],
    [
      '{podSelector: {matchExpressions: [{key: role, operator: Exists}]}}',
      'batch',
      'wants `role`, has no `role`',
    ],
    ['{ipBlock: {cidr: 10.2.0.0/16}}', 'monitor', 'wants an address in `10.2.0.0/16`, has `10.1.0.9`'],
    [
      '{ipBlock: {cidr: 10.1.0.0/16, except: [10.1.0.9/32]}}',
      'monitor',
      'wants an address in `10.1.0.0/16` except `10.1.0.9/32`, has `10.1.0.9`',
    ],
    ['{podSelector: {}}', 'Internet', 'wants a pod, which `Internet` is not'],
    ['{podSelector: {}}', 'agent', "wants a pod of the pod network; `agent` uses its node's network"],
  ])('says of peer %s for %s: %s', (peer, from, words) => {
    expect(closest([admits(peer)], from, 'api')).toContain(`missed: ${words}`);
  });

  it.each([
    ['web', 8080, 'TCP', 'wants the port named `web`, which `api` does not declare'],
    ['dns', 53, 'TCP', 'wants the port named `dns`, which `api` declares as `53/UDP`'],
    ['8080', 8080, 'UDP', 'wants TCP, is UDP'],
    ['8080', 0, 'other', 'wants TCP, is another protocol'],
  ])('says of port %s for %s %s: %s', (wanted, port, protocol, words) => {
    expect(closest([admits('{podSelector: {}}', wanted)], 'batch', 'api', { port, protocol })).toContain(
      `missed: ${words}`,
    );
  });

  it('lights the rule and the line that did not match', () => {
    const { lines } = why([admits('{podSelector: {matchLabels: {app: x}}}')], 'batch', 'api');
    expect(lines.map(({ tone }) => tone)).toEqual(['closest', 'missed']);
    expect(why([admits('{podSelector: {}}')], 'batch', 'api').lines.map(({ tone }) => tone)).toEqual([
      'decided',
    ]);
  });

  it('tells of many policies only the nearest rules, and how many more there are', () => {
    const many = Array.from({ length: 40 }, (_, at) =>
      policy(
        `p${at}`,
        `{podSelector: {}, ingress: [{ports: [{port: ${9000 + at}}]}, {ports: [{port: ${7000 + at}}]}]}`,
      ),
    );
    const steps = why(many, 'batch', 'api').lanes[1].tiers.flatMap((tier) => tier.steps);
    expect(steps).toHaveLength(12);
    expect(steps.map((step) => plainText(step.words))).toContain('30 more policies, none of them closer');
  });
});

describe('an explanation', () => {
  it('is of the pair of pods that is denied, and says so, where pods of one workload differ', () => {
    const owned = (name: string, labels: string) => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop, labels: {${labels}}, ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: db, uid: u, controller: true}]}
spec: {containers: [{name: c, image: i}]}
${live(name === 'db-0' ? '10.1.0.20' : '10.1.0.21')}`;
    const text = [cluster, owned('db-0', 'app: db'), owned('db-1', 'app: db, sealed: "true"')].join('---\n');
    const analysis = analyzed([text, policy('seal', '{podSelector: {matchLabels: {sealed: "true"}}}')]);
    const path = { from: idOf(analysis, 'batch'), to: 'StatefulSet/shop/db', protocol: 'TCP', port: 5432 };
    const explanation = explain(analysis, path);
    expect(explanation?.verdict).toBe('denied');
    expect(explanation?.notes.map(plainText)).toContain(
      'Not all pods fare alike: 1 of 2 pairs are allowed. Shown is `batch` to `db-1`, which is denied.',
    );
  });

  it('names the statements that speak of the path, failing ones first', () => {
    const expectations = `apiVersion: drawbridge.internal/v1alpha1
kind: Expectations
metadata: {name: e, namespace: shop}
spec:
  expect:
    - {from: {workload: batch}, to: {workload: api}, ports: [8080], verdict: allowed, because: the books}
    - {from: {workload: batch}, to: {workload: api}, ports: [9], verdict: denied}
`;
    const { wanted, meaning, change } = why([denyAll, expectations], 'batch', 'api');
    expect(wanted.map(({ verdict, holds, because }) => ({ verdict, holds, because }))).toEqual([
      { verdict: 'allowed', holds: false, because: 'the books' },
    ]);
    expect([meaning, change]).toEqual(['blocked', 'open']);
  });

  it('marks what is shown from before an edit that cannot be read', () => {
    const good = analyzed([cluster, denyAll]);
    const broken = analyzed([cluster, denyAll.replace('spec:', 'spec: [')], { previous: good });
    const path = { from: idOf(broken, 'batch'), to: idOf(broken, 'api'), protocol: 'TCP', port: 8080 };
    const explanation = explain(broken, path);
    expect(explanation?.stale).toBe(true);
    expect(explanation?.verdict).toBe('denied');
    expect(explanation?.lanes[1].tiers.flatMap(({ steps }) => steps).some((step) => step.stale)).toBe(true);
  });

  it('is undefined where an end or the protocol does not exist', () => {
    const analysis = analyzed([cluster]);
    const path = { from: idOf(analysis, 'batch'), to: idOf(analysis, 'api'), protocol: 'TCP', port: 8080 };
    expect(explain(analysis, { ...path, from: '__proto__' })).toBeUndefined();
    expect(explain(analysis, { ...path, protocol: 'ICMP' })).toBeUndefined();
  });

  it('law: agrees with the evaluator on every pair of a random cluster, and its gates with its verdict', () => {
    fc.assert(
      fc.property(clusterManifests, policyManifests, (objects, policies) => {
        const analysis = analyzed([manifestText(objects), manifestText(policies)]);
        const { evaluator, cluster: world } = analysis.snapshot;
        for (let from = 0; from < Math.min(evaluator.ends, 6); from++) {
          for (let to = 0; to < Math.min(world.workloads.length, 6); to++) {
            const path = { from: analysis.endId(from), to: analysis.endId(to), protocol: 'TCP', port: 80 };
            const explanation = explain(analysis, path);
            if (explanation === undefined) continue;
            const lanes = explanation.lanes.map(({ verdict }) => verdict);
            if (explanation.verdict === 'allowed') expect(lanes).toEqual(['allowed', 'allowed']);
            if (lanes.includes('denied')) expect(explanation.verdict).toBe('denied');
            const connection = evaluator.connection(from, to);
            const inSet = (set: typeof connection.allowed) =>
              set.some((range) => range.protocol === 'TCP' && range.first <= 80 && 80 <= range.last);
            if (from !== to && inSet(connection.allowed)) expect(explanation.verdict).toBe('allowed');
            if (from !== to && explanation.verdict === 'allowed') {
              expect(inSet(connection.allowed) || inSet(connection.partial)).toBe(true);
            }
          }
        }
      }),
      { numRuns: 60, seed: 20 },
    );
  });
});
