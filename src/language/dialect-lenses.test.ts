import { expect, test } from 'vitest';
import { registry } from '../registry';
import { adminText, calicoText, ciliumText, underCni } from '../testing/dialect-texts';
import { lensesOf } from './lenses';
import { outlineOf } from './outline';

function sentences(cni: string, text: string): readonly string[] {
  return lensesOf(underCni(cni, text).snapshot, registry, 'p').map((lens) =>
    lens.parts.map((part) => part.text).join(''),
  );
}

test('Calico: tier and order first; rules by what they do; nobody is said to be isolated', () => {
  const text = calicoText(`
    order: 10
    selector: app == 'api' || app == "cart"
    ingress:
    - {action: Allow, protocol: TCP, source: {selector: tier == 'web'}, destination: {ports: [8080]}}
    - {action: Deny, source: {namespaceSelector: "projectcalico.org/name in {'data', 'ops'}"}}
    - {action: Log}
    egress:
    - {action: Pass, destination: {selector: app == 'cart' || app == 'api'}}
  `);
  expect(sentences('calico-3.32', text)).toEqual([
    'tier default · order 10 · selects api, cart · ingress and egress · 4 rules',
    'rule 1 · admits frontend on TCP 8080',
    'rule 2 · denies postgres, prometheus on every port',
    'rule 3 · logs everyone on every port',
    "rule 1 · passes on traffic to app == 'cart' || app == 'api' (api, cart) on every port",
  ]);
});

test('Calico: host endpoints and network sets are somebody', () => {
  const objects = `---
apiVersion: projectcalico.org/v3
kind: HostEndpoint
metadata: {name: eth0, labels: {role: node}}
spec: {node: n1, interfaceName: eth0}
---
apiVersion: projectcalico.org/v3
kind: GlobalNetworkSet
metadata: {name: bad, labels: {threat: "yes"}}
spec: {nets: [192.0.2.0/24]}
`;
  const text = calicoText(
    "selector: role == 'node'\ningress: [{action: Deny, source: {selector: has(threat)}}]",
    'GlobalNetworkPolicy',
  );
  expect(sentences('calico-3.32', text + objects)).toEqual([
    'tier default · no order, so last · selects HostEndpoint eth0 · ingress · 1 rule',
    'rule 1 · denies GlobalNetworkSet bad on every port',
    'node n1, interface eth0 · guarded by p',
    '1 block · named by p',
  ]);
});

test('Calico: a tier tells its order and the policies that it holds', () => {
  const tier = (name: string, spec: string) =>
    `---\napiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: ${name}}\nspec: ${spec}\n`;
  const text = calicoText('tier: sec\nselector: all()', 'GlobalNetworkPolicy').replace(
    'name: p',
    'name: sec.first',
  );
  const tiers = tier('sec', '{order: 100}') + tier('late', '{defaultAction: Pass}');
  expect(sentences('calico-3.32', text + tiers).slice(-2)).toEqual([
    'order 100 · holds sec.first',
    'no order, so last · default action Pass · holds no policy',
  ]);
  expect(sentences('cilium-1.20', text + tiers).slice(-2)).toEqual([
    'not read by Cilium 1.20',
    'not read by Cilium 1.20',
  ]);
});

test('Cilium: a group tells its blocks, and who names it or its labels', () => {
  const group = (name: string, labels: string) =>
    `---\napiVersion: cilium.io/v2\nkind: CiliumCIDRGroup\nmetadata: {name: ${name}, labels: ${labels}}\nspec: {externalCIDRs: [192.0.2.0/24, 198.51.100.0/24]}\n`;
  const text = ciliumText(`
    endpointSelector: {}
    egress:
    - toCIDRSet: [{cidrGroupRef: one}, {cidrGroupSelector: {matchLabels: {zone: far}}}]
  `);
  const groups = group('one', '{}') + group('two', '{zone: far}') + group('three', '{}');
  expect(sentences('cilium-1.20', text + groups).slice(-3)).toEqual([
    '2 blocks · named by p',
    '2 blocks · named by p',
    '2 blocks · no rule names it',
  ]);
});

test('Calico: a staged policy decides nothing, and says whom it would select', () => {
  const text = calicoText('selector: all()\ningress: [{action: Deny}]', 'StagedNetworkPolicy');
  const [lens] = lensesOf(underCni('calico-3.32', text).snapshot, registry, 'p');
  expect(lens?.parts.map((part) => part.text).join('')).toBe(
    'staged, decides nothing · tier default · no order, so last · would select every pod of shop · ingress · 1 rule',
  );
  expect(lens?.tone).toBe('quiet');
  expect(lens?.workloads).toHaveLength(3);
});

test('Cilium: isolates only where a rule denies by default; every spec counts', () => {
  const text = ciliumText(`
    endpointSelector: {matchLabels: {app: api}}
    enableDefaultDeny: {egress: false}
    ingress:
    - fromEndpoints: [{matchLabels: {tier: web}}, {matchLabels: {k8s:io.kubernetes.pod.namespace: ops}}]
    ingressDeny:
    - fromEndpoints: [{matchLabels: {app: cart}}]
    egress:
    - toFQDNs: [{matchName: example.com}]
  `);
  expect(sentences('cilium-1.20', text)).toEqual([
    'selects api · isolates ingress, does not isolate egress · 3 rules',
    'rule 1 · admits frontend, pods k8s:io.kubernetes.pod.namespace=ops (prometheus) on every port',
    'rule 2 · denies cart on every port',
    'rule 1 · admits traffic to example.com on every port',
  ]);
});

test('admin policies: tier and priority, nobody is isolated', () => {
  const text = adminText(`
    priority: 10
    subject: {namespaces: {matchLabels: {tier: storage}}}
    ingress:
    - {action: Deny, from: [{namespaces: {matchLabels: {team: platform}}}]}
    - {action: Pass, from: [{namespaces: {}}]}
    egress:
    - action: Allow
      to:
      - networks: [10.0.0.0/8, 192.0.2.0/24]
      - pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: cart}}}
      - domainNames: ['*.example.com']
  `);
  expect(sentences('kubernetes', text)).toEqual([
    'tier Admin · priority 10 · selects postgres · ingress and egress · 3 rules',
    'rule 1 · denies prometheus on every port',
    'rule 2 · passes on every pod of every namespace on every port',
    'rule 1 · admits traffic to cart, 10.0.0.0/8, 192.0.2.0/24, *.example.com on every port',
  ]);
  const baseline = adminText(
    'subject: {namespaces: {}}\ningress: [{action: Deny, from: [{namespaces: {}}]}]',
    'BaselineAdminNetworkPolicy',
  ).replace('name: p', 'name: default');
  expect(sentences('kubernetes', baseline)[0]).toBe(
    'tier Baseline · selects every pod of every namespace · ingress · 1 rule',
  );
});

test('what the chosen CNI does not read is said to be not enforced', () => {
  expect(sentences('kubernetes', calicoText('selector: all()'))).toEqual([
    'not enforced by Kubernetes reference',
  ]);
  expect(sentences('calico-3.32', ciliumText('endpointSelector: {}\ningress: [{}]'))).toEqual([
    'not enforced by Calico 3.32',
  ]);
});

test('who refuses a document is told', () => {
  expect(sentences('calico-3.32', calicoText('selector: "app ="'))).toEqual([
    'refused by the API server, so it has no effect',
  ]);
  expect(sentences('cilium-1.20', ciliumText('ingress: [{}]'))).toEqual([
    'refused by Cilium’s agent, so it has no effect',
  ]);
});

test('the outline has the rules of every list, with their actions', () => {
  const outline = (text: string) =>
    outlineOf(underCni('kubernetes', text).snapshot, registry, 'p').flatMap((item) => [
      `${item.kind} ${item.name}`,
      ...item.children.map(({ name, detail }) => `${name}: ${detail}`),
    ]);
  expect(outline(adminText('ingress: [{name: first, action: Deny}]\negress: [{action: Pass}]'))).toEqual([
    'policy p',
    'ingress rule 1: Deny · first',
    'egress rule 1: Pass',
  ]);
  const two = ciliumText('endpointSelector: {}\negressDeny: [{}]') + 'specs: [{ingressDeny: [{}, {}]}]\n';
  expect(outline(two)).toEqual([
    'policy p',
    'egress deny rule 1: ',
    'specs 1: ingress deny rule 1: ',
    'specs 1: ingress deny rule 2: ',
  ]);
  expect(outline(calicoText('nets: []', 'NetworkSet'))).toEqual(['other p']);
});
