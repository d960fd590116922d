import { describe, expect, it } from 'vitest';
import type { FlowDetails } from '../model/flow';
import { analyzed } from '../testing/analyzed';
import { policyDetail, workloadDetail } from './detail';
import { explain } from './explanation';
import type { Explanation } from './explanation-types';
import { plainText } from './sentences';

const workload = (name: string, more = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}\n` +
  `spec: {${more}containers: [{name: c, image: i, ports: [{containerPort: 8080}]}]}\n`;

const cluster = [
  'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n',
  'apiVersion: v1\nkind: Node\nmetadata: {name: n1}\nstatus: {addresses: [{type: InternalIP, address: 10.0.0.1}]}\n',
  workload('web'),
  workload('api'),
  `${workload('live', 'nodeName: n1, ')}status: {phase: Running, podIP: 10.244.0.9, podIPs: [{ip: 10.244.0.9}]}\n`,
].join('---\n');

function why(
  policies: readonly string[],
  path: { from?: string; to?: string; port?: number; protocol?: string; details?: FlowDetails } = {},
  cni = 'kubernetes',
): Explanation {
  const analysis = analyzed([cluster, policies.join('---\n')], { cni });
  const idOf = (name: string) =>
    analysis.summary.workloads.find((one) => one.name === name)?.id ??
    analysis.summary.outside.find((one) => one.title === name)?.id ??
    name;
  const { from = 'web', to = 'api', port = 8080, protocol = 'TCP', details } = path;
  const ends = { from: idOf(from), to: idOf(to), protocol, port };
  const explanation = explain(analysis, details === undefined ? ends : { ...ends, details });
  if (explanation === undefined) throw new Error(`nothing to explain from ${from} to ${to}`);
  return explanation;
}

const because = (...parameters: Parameters<typeof why>) =>
  plainText(why(...parameters).sentence).replace(/^.*?: /u, '');

/** The entering lane as lines: tiers, then what was looked at, with a mark where it decided. */
function entering(...parameters: Parameters<typeof why>): readonly string[] {
  return lines(why(...parameters).lanes[1]);
}

function lines(lane: Explanation['lanes'][0]): readonly string[] {
  return lane.tiers.flatMap((tier) => [
    ...(tier.heading === undefined ? [] : [`${plainText(tier.heading.words)}: ${tier.heading.badge.text}`]),
    ...(tier.words.length === 0 ? [] : [plainText(tier.words)]),
    ...tier.steps.map((step) => {
      const mark = step.dot === 'looked at' ? '' : ` (${step.dot})`;
      return `- ${plainText(step.words)}${mark}${step.spec === undefined ? '' : ` ${step.spec.id}`}`;
    }),
  ]);
}

const admin = (name: string, tier: string, ingress: string, priority = 1) =>
  'apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\n' +
  `metadata: {name: ${name}}\nspec: {tier: ${tier}, priority: ${priority}, ` +
  `subject: {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: api}}}}, ingress: [${ingress}]}\n`;
const rule = (action: string, app = '', port = 0) =>
  `{action: ${action}, from: [{pods: {namespaceSelector: {}, podSelector: {${app === '' ? '' : `matchLabels: {app: ${app}}`}}}}]` +
  `${port === 0 ? '' : `, protocols: [{tcp: {destinationPort: {number: ${port}}}}]`}}`;
const networkPolicy = (app: string) =>
  'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: np, namespace: shop}\n' +
  `spec: {podSelector: {matchLabels: {app: api}}, ingress: [{from: [{podSelector: {matchLabels: {app: ${app}}}}]}]}\n`;

describe('the one sentence of tiers', () => {
  it('says that no rule denies it where none matches', () => {
    expect(because([admin('guard', 'Admin', rule('Deny', 'batch'))])).toBe(
      'no rule denies it, and nothing isolates `web` for egress or `api` for ingress.',
    );
  });

  it('names the rule that allows, and the one that denies', () => {
    expect(because([admin('guard', 'Admin', `${rule('Deny', 'batch')}, ${rule('Accept', 'web')}`)])).toBe(
      'nothing isolates `web` for egress, and rule 2 of `guard` admits it.',
    );
    expect(because([admin('guard', 'Admin', rule('Deny', 'web'))])).toBe(
      'denied by `guard` rule 1 on entering `api`.',
    );
  });

  it('does not count a rule behind the one that decided', () => {
    const both = admin('guard', 'Admin', `${rule('Deny', 'web')}, ${rule('Accept', 'web')}`);
    const later = admin('later', 'Admin', rule('Accept', 'web'), 2);
    expect(because([both, later])).toBe('denied by `guard` rule 1 on entering `api`.');
    expect(entering([both, later])).toEqual([
      'tier `Admin`, the first rule that matches decides',
      '- denied by `guard` rule 1 (denied) CNP-12',
      '- 1 more policy, not looked at any more',
    ]);
  });

  it('says who isolates where an earlier tier decides nothing', () => {
    expect(because([admin('guard', 'Admin', rule('Deny', 'batch')), networkPolicy('batch')])).toBe(
      '`api` is isolated for ingress by `np`, and the only rule does not admit `web`.',
    );
  });

  it('tells that it was passed on, and what came of it', () => {
    const pass = admin('guard', 'Admin', `${rule('Deny', '', 22)}, ${rule('Pass', 'web')}`);
    const baseline = admin('base', 'Baseline', rule('Deny', 'web'));
    expect(because([pass])).toBe(
      'nothing isolates `web` for egress, and rule 2 of `guard` passes it on, and then nothing isolates `api` for ingress.',
    );
    expect(because([pass, networkPolicy('web')])).toBe(
      'nothing isolates `web` for egress, and rule 2 of `guard` passes it on, and then rule 1 of `np` admits it.',
    );
    expect(because([pass, networkPolicy('batch')])).toBe(
      'rule 2 of `guard` passes it on, and then `api` is isolated for ingress by `np`, and the only rule does not admit `web`.',
    );
    expect(because([pass, baseline])).toBe(
      'rule 2 of `guard` passes it on, and then denied by `base` rule 1 on entering `api`.',
    );
  });
});

describe('the lane of a walk', () => {
  it('shows tiers in order, passes as steps, and the end that refused', () => {
    const pass = admin('guard', 'Admin', `${rule('Deny', '', 22)}, ${rule('Pass', 'web')}`);
    expect(entering([pass, networkPolicy('batch')])).toEqual([
      'tier `Admin`, the first rule that matches decides',
      '- `guard` rule 1',
      '- passed on by `guard` rule 2 (passed) CNP-13',
      'tier `NetworkPolicy`, any rule that matches is enough',
      '- `np` rule 1, closest',
      '- End of tier: isolated by `np`, and nothing here allowed it (denied) NP-16',
    ]);
  });

  it('shows a tier that decides nothing in one line', () => {
    const quiet = admin('guard', 'Admin', `${rule('Deny', 'batch')}, ${rule('Deny', 'cron')}`);
    expect(entering([quiet, networkPolicy('web')])).toEqual([
      'tier `Admin`, the first rule that matches decides',
      '- `guard`, none of its 2 rules matches',
      '- Nothing here decides it, so the next tier is asked',
      'tier `NetworkPolicy`, any rule that matches is enough',
      '- allowed by `np` rule 1 (allowed) NP-17',
    ]);
  });

  it('lights the line that denies', () => {
    const explanation = why([admin('guard', 'Admin', rule('Deny', 'web'))]);
    expect(explanation.lines.map(({ tone }) => tone)).toEqual(['closest']);
  });
});

describe('what is known of a policy that isolates nobody', () => {
  const guard = admin('guard', 'Admin', `${rule('Deny', 'batch')}, ${rule('Pass', 'web')}`);

  it('is that its rules alone decide, with what each does', () => {
    const analysis = analyzed([cluster, guard]);
    const [policy] = analysis.summary.policies;
    const detail = policyDetail(analysis, policy?.key ?? '');
    expect(plainText(detail?.sentence ?? [])).toBe('Selects `api`; isolates nobody, its rules alone decide.');
    expect(detail?.sides.map(({ isolates, rules }) => [isolates, rules.map(({ action }) => action)])).toEqual(
      [[false, ['deny', 'pass']]],
    );
  });

  it('is told at the gate beside those that isolate', () => {
    const gate = (policies: readonly string[]) => {
      const analysis = analyzed([cluster, policies.join('---\n')]);
      return plainText(workloadDetail(analysis, 'Pod/shop/api')?.gates[1].sentence ?? []);
    };
    expect(gate([guard])).toBe('Nothing isolates it, but rules of `guard` may deny it something.');
    expect(gate([guard, networkPolicy('web')])).toBe('Isolated by `np`; 1 rule admits somebody.');
  });
});

const calico = (kind: string, name: string, spec: string) =>
  `apiVersion: projectcalico.org/v3\nkind: ${kind}\nmetadata: {name: ${name}, labels: {host: n1}}\nspec: {${spec}}\n`;

describe('under Calico', () => {
  const cni = 'calico-3.32';
  const tier = calico('Tier', 'security', 'order: 10');
  const guard = (rules: string) =>
    calico(
      'GlobalNetworkPolicy',
      'security.guard',
      `tier: security, selector: "app == 'api'", ingress: [${rules}]`,
    );

  it('the end of a tier denies what its policies leave, and that is said', () => {
    const policies = [tier, guard('{action: Allow, source: {selector: "app == \'batch\'"}}')];
    expect(because(policies, {}, cni)).toBe(
      '`api` is isolated for ingress by `security.guard` in tier `security`, and the only rule does not admit `web`.',
    );
    expect(entering(policies, {}, cni)).toEqual([
      'tier `security`, the first rule that matches decides',
      '- `security.guard` rule 1, closest',
      '- End of tier: isolated by `security.guard`, and nothing here allowed it (denied) CAL-41',
    ]);
  });

  it('a rule that logs is a note', () => {
    expect(entering([tier, guard('{action: Log}, {action: Allow}')], {}, cni)).toEqual([
      'tier `security`, the first rule that matches decides',
      '- logged by `security.guard` rule 1',
      '- allowed by `security.guard` rule 2 (allowed) CAL-37',
    ]);
  });

  it('what the engine does by itself is said as such, and only where it decides', () => {
    expect(because([], { to: 'Internet', protocol: 'UDP', port: 4789 }, cni)).toMatch(
      /^denied by Felix \(.+\) on leaving `web`\.$/u,
    );
    expect(lines(why([], { to: 'Internet' }, cni).lanes[0])).toEqual([
      '- No policy isolates `web` for egress, so nothing holds it back. (allowed)',
    ]);
  });

  it('says how it reads a peer of which the server dropped a part', () => {
    const baseline =
      'apiVersion: policy.networking.k8s.io/v1alpha1\nkind: BaselineAdminNetworkPolicy\nmetadata: {name: default}\n' +
      'spec: {subject: {namespaces: {}}, ingress: [{action: Allow, from: [{namespaces: {sameLabels: [team]}}]}]}\n';
    const found = (cni: string) =>
      why([baseline], {}, cni).lanes[1].tiers.flatMap(({ steps }) =>
        steps.flatMap(({ findings }) => findings.map(({ words }) => plainText(words))),
      );
    expect(found('calico-3.31')).toContain('any namespace: the server drops the fields of the older shape');
    expect(found('kubernetes')).toEqual([]);
  });

  it('every host endpoint on the way has a heading', () => {
    const policies = [
      calico('HostEndpoint', 'n1-all', "node: n1, interfaceName: '*'"),
      calico(
        'GlobalNetworkPolicy',
        'hosts',
        'selector: "host == \'n1\'", applyOnForward: true, ingress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}]',
      ),
    ];
    expect(because(policies, { from: 'live' }, cni)).toBe(
      '`HostEndpoint n1-all` is isolated for ingress by `hosts` in tier `default`, and the only rule does not let it through.',
    );
    expect(lines(why(policies, { from: 'live' }, cni).lanes[0])).toEqual([
      'gate of `live`: open',
      '- No policy isolates `live` for egress, so nothing holds it back. (allowed)',
      '`HostEndpoint n1-all`, ingress: shut for this flow',
      'tier `default`, the first rule that matches decides',
      '- `hosts` rule 1, closest',
      '- End of tier: isolated by `hosts`, and nothing here allowed it (denied) CAL-41',
    ]);
    expect(because(policies, { from: 'node:n2', to: 'node:n1' }, cni)).toContain(
      '`HostEndpoint n1-all` is isolated',
    );
  });
});

describe('under Cilium', () => {
  const cni = 'cilium-1.20';
  const cilium = (spec: string) =>
    `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: cnp, namespace: shop}\nspec: {endpointSelector: {matchLabels: {app: api}}, ${spec}}\n`;
  const port = (rules = '') => `toPorts: [{ports: [{port: "8080", protocol: TCP}]${rules}}]`;
  const http = cilium(
    `ingress: [{fromEndpoints: [{}], ${port(', rules: {http: [{method: GET, path: "/v1/.*"}]}')}}]`,
  );

  it('conditions are listed', () => {
    const explanation = why([http], {}, cni);
    expect(plainText(explanation.sentence)).toBe(
      '`web` reaches `api` on TCP 8080 with conditions: nothing isolates `web` for egress, and rule 1 of `cnp` admits it, but only `GET /v1/.*`.',
    );
    expect(explanation.conditions).toEqual(['GET /v1/.*']);
    expect(lines(explanation.lanes[1]).at(-1)).toBe(
      '- Allowed with conditions: only `GET /v1/.*` (undetermined)',
    );
    expect(explanation.lanes[1].badge).toEqual({ tone: 'conditional', text: 'admits some of it' });
  });

  it('with a request the answer is exact', () => {
    const ask = (path: string) => why([http], { details: { http: { method: 'GET', path } } }, cni);
    expect(ask('/v1/a').verdict).toBe('allowed');
    expect(ask('/v1/a').conditions).toBeUndefined();
    expect(plainText(ask('/v2').sentence)).toBe(
      '`web` cannot reach `api` on TCP 8080 GET /v2: rule 1 of `cnp` admits it, but no HTTP rule lets this request through.',
    );
    expect(lines(ask('/v2').lanes[1]).at(-1)).toBe('- No HTTP rule lets this request through (denied)');
  });

  it('a deny goes before an allow', () => {
    const both = cilium(`ingress: [{fromEndpoints: [{}]}], ingressDeny: [{fromEndpoints: [{}], ${port()}}]`);
    expect(because([both], {}, cni)).toBe('denied by `cnp` rule 2 on entering `api`.');
    expect(entering([both], {}, cni)).toContain('- `cnp` rule 1, but a deny goes before it');
  });

  it('authentication is noted', () => {
    const proven = cilium(`ingress: [{fromEndpoints: [{}], authentication: {mode: required}}]`);
    expect(because([proven], {}, cni)).toContain('admits it, once both ends have authenticated.');
    const never = cilium(`ingress: [{fromEndpoints: [{}], authentication: {mode: test-always-fail}}]`);
    expect(because([never], {}, cni)).toBe(
      'rule 1 of `cnp` admits it, but authentication between the two always fails.',
    );
  });

  it('what no rule says is said in the words of the engine', () => {
    const nobody = cilium('ingress: [{}]');
    expect(because([nobody], { from: 'entity:host' }, cni)).toBe('the host of this pod may always connect.');
    expect(because([nobody], {}, cni)).toBe('`api` is isolated for ingress by `cnp`, which admits nobody.');
  });
});
