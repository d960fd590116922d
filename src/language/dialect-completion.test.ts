import { expect, test } from 'vitest';
import { registry } from '../registry';
import { applyEdits } from '../yaml/apply-edits';
import { completionsAt } from './completion';
import { calicoText, ciliumText, underCni } from '../testing/dialect-texts';
import { hoverAt } from './hover';

function labels(marked: string, cni = 'calico-3.32'): readonly string[] {
  const { snapshot, offset } = underCni(cni, marked);
  return completionsAt(snapshot, registry, 'p', offset).map(({ label }) => label);
}

/** The line of the caret after a proposal was taken. */
function taken(marked: string, label: string): string | undefined {
  const { snapshot, offset, text } = underCni('calico-3.32', marked);
  const item = completionsAt(snapshot, registry, 'p', offset).find((one) => one.label === label);
  if (item === undefined) return undefined;
  const line = text.slice(0, offset).split('\n').length - 1;
  const { start, end } = item;
  return applyEdits(text, [{ start, end, text: item.text }])
    .split('\n')
    [line]?.trim();
}

const selector = (written: string) => calicoText(`selector: ${written}`);

test('Calico selectors: live labels of the namespace, and what else an operand may be', () => {
  const found = labels(selector('¦'));
  expect(found.slice(0, 2)).toEqual(['app', 'tier']);
  expect(found).toEqual(expect.arrayContaining(['projectcalico.org/namespace', 'has(', 'all()']));
  expect(found).not.toContain('app.kubernetes.io/name');
  expect(labels(calicoText('selector: ¦', 'GlobalNetworkPolicy'))).toContain('app.kubernetes.io/name');
  expect(labels(calicoText('namespaceSelector: ¦', 'GlobalNetworkPolicy'))).toEqual(
    expect.arrayContaining(['team', 'projectcalico.org/name', 'global()']),
  );
});

test('Calico selectors: operators after a label, live values after an operator, connectives after a value', () => {
  expect(labels(selector('app ¦'))).toContain('starts with');
  expect(taken(selector('app st¦'), 'starts with')).toBe('selector: app starts with');
  expect(taken(selector('app not i¦'), 'not in {')).toBe('selector: app not in {');
  expect(labels(selector('app == ¦'))).toEqual(['api', 'cart', 'front-end']);
  expect(taken(selector('app == ¦'), 'cart')).toBe("selector: app == 'cart'");
  expect(taken(selector("app == 'c¦'"), 'cart')).toBe("selector: app == 'cart'");
  expect(taken(selector('\'app == "c¦'), 'cart')).toBe('selector: \'app == "cart"');
  expect(taken(selector("'app == ¦"), 'cart')).toBe('selector: \'app == "cart"');
  expect(taken(selector("app in {'api', ¦"), 'cart')).toBe("selector: app in {'api', 'cart'");
  expect(labels(selector("app == 'api' ¦"))).toEqual(['&&', '||']);
  expect(labels(selector("app == 'api' && !has(ti¦"))).toContain('tier');
  expect(taken(selector('has(ti¦'), 'tier')).toBe('selector: has(tier)');
});

test('Calico selectors: in rules, also in flow style, and those of namespaces by name', () => {
  const rule = (side: string) => calicoText(`ingress:\n- action: Allow\n  source: ${side}`);
  expect(labels(rule('\n    selector: tier == "¦'))).toEqual(['backend', 'web']);
  expect(labels(rule(`{selector: "tier == '¦'"}`))).toEqual(['backend', 'web']);
  expect(labels(rule('{namespaceSelector: "projectcalico.org/name == \'¦\'"}'))).toEqual(
    expect.arrayContaining(['data', 'ops', 'shop']),
  );
});

test('Calico: fields, actions, types and tiers from the schema and the workspace', () => {
  expect(labels(calicoText('¦'))).toEqual(expect.arrayContaining(['tier', 'order', 'selector', 'types']));
  expect(labels(calicoText('ingress:\n- action: ¦'))).toEqual(['Allow', 'Deny', 'Log', 'Pass']);
  expect(labels(calicoText('types:\n- ¦'))).toEqual(['Ingress', 'Egress']);
  const tier = '---\napiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: security}\nspec: {}\n';
  expect(labels(`${calicoText('tier: ¦')}${tier}`)).toEqual(['security', 'default']);
  expect(labels(calicoText('defaultAction: ¦', 'Tier'))).toEqual(['Deny', 'Pass']);
});

test('Cilium: fields of items, entities, labels of pods and of namespaces around them', () => {
  expect(labels(ciliumText('¦'))).toEqual(
    expect.arrayContaining(['endpointSelector', 'ingressDeny', 'enableDefaultDeny']),
  );
  expect(labels(ciliumText('ingress:\n- fromEntities:\n  - ¦'))).toContain('kube-apiserver');
  expect(labels(ciliumText('endpointSelector:\n  matchLabels:\n    ¦'))).toEqual(
    expect.arrayContaining(['app', 'k8s:io.kubernetes.pod.namespace']),
  );
  const from = 'ingress:\n- fromEndpoints:\n  - matchLabels:\n      ';
  expect(labels(ciliumText(`${from}k8s:io.kubernetes.pod.namespace: ¦`))).toContain('data');
  expect(labels(ciliumText(`${from}k8s:io.cilium.k8s.namespace.labels.team: ¦`))).toEqual(['platform']);
});

test('every kind of every dialect is offered, with its version', () => {
  const kinds = labels('kind: ¦');
  for (const kind of [
    'AdminNetworkPolicy',
    'BaselineAdminNetworkPolicy',
    'ClusterNetworkPolicy',
    'GlobalNetworkPolicy',
    'StagedNetworkPolicy',
    'Tier',
    'NetworkSet',
    'GlobalNetworkSet',
    'HostEndpoint',
    'CiliumNetworkPolicy',
    'CiliumClusterwideNetworkPolicy',
    'CiliumCIDRGroup',
  ]) {
    expect(kinds).toContain(kind);
  }
  expect(labels('kind: NetworkPolicy\napiVersion: ¦')).toEqual(
    expect.arrayContaining(['networking.k8s.io/v1', 'projectcalico.org/v3']),
  );
  const snippets = labels('¦');
  for (const { label } of registry.dialects.flatMap((dialect) => dialect.snippets)) {
    expect(snippets).toContain(label);
  }
});

test('hover tells fields, and whom a selector matches', () => {
  const hover = (marked: string, cni: string) => {
    const { snapshot, offset } = underCni(cni, marked);
    return hoverAt(snapshot, registry, 'p', offset)?.markdown.join('\n');
  };
  expect(hover(calicoText("selector: tier == 'back¦end'"), 'calico-3.32')).toMatch(/2 workloads.*api.*cart/);
  expect(hover(calicoText('or¦der: 5'), 'calico-3.32')).toContain('lowest first');
  expect(hover(ciliumText('endpointSelector: {}\nenableDefault¦Deny: {}'), 'cilium-1.20')).toContain(
    'isolates',
  );
});
