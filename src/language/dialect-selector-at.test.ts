import { expect, test } from 'vitest';
import { registry } from '../registry';
import { applyEdits } from '../yaml/apply-edits';
import { adminText, calicoText, ciliumText, underCni } from '../testing/dialect-texts';
import { selectorMatchAt } from './selector-at';

function at(cni: string, marked: string) {
  const { snapshot, offset } = underCni(cni, marked);
  const match = selectorMatchAt(snapshot, registry, 'p', offset);
  return (
    match && [match.role, match.workloads.map((id) => id.slice(id.lastIndexOf('/') + 1)), match.namespaces]
  );
}

test('Calico: selectors of policies and of both sides of rules', () => {
  const rule = (source: string) =>
    calicoText(`selector: app == 'api'\ningress: [{action: Allow, source: {${source}}}]`);
  expect(at('calico-3.32', calicoText("selector: tier == 'back¦end'"))).toEqual([
    'subject',
    ['api', 'cart'],
    [],
  ]);
  expect(at('calico-3.32', rule(`selector: "tier == 'w¦eb'"`))).toEqual(['peer', ['frontend'], []]);
  expect(at('calico-3.32', rule(`selector: all(), notSelector: "tier == 'w¦eb'"`))).toEqual([
    'peer',
    ['api', 'cart'],
    [],
  ]);
  expect(at('calico-3.32', rule(`namespaceSelector: "team == 'plat¦form'"`))).toEqual([
    'peer',
    ['prometheus'],
    ['ops'],
  ]);
  expect(at('calico-3.32', rule('serviceAccounts: {names: [def¦ault]}'))).toEqual([
    'peer',
    ['api', 'cart', 'frontend'],
    [],
  ]);
  expect(at('calico-3.32', rule('nets: [10.0¦.0.0/8]'))).toBeUndefined();
  const global = "namespaceSelector: projectcalico.org/name == 'da¦ta'";
  expect(at('calico-3.32', calicoText(global, 'GlobalNetworkPolicy'))).toEqual([
    'subject',
    ['postgres'],
    ['data'],
  ]);
});

test('Calico: policies that are staged or not enforced light up whom they would select', () => {
  expect(at('calico-3.32', calicoText("selector: tier == 'we¦b'", 'StagedNetworkPolicy'))?.[1]).toEqual([
    'frontend',
  ]);
  expect(at('kubernetes', calicoText("selector: tier == 'we¦b'"))?.[1]).toEqual(['frontend']);
});

test('Calico: a value that is nearly one that is there is repaired inside the selector', () => {
  const { snapshot, text, offset } = underCni('calico-3.32', calicoText("selector: app == 'fron¦tend'"));
  const [miss] = selectorMatchAt(snapshot, registry, 'p', offset)?.nearMisses ?? [];
  expect(applyEdits(text, miss?.edits ?? [])).toContain("selector: app == 'front-end'");
});

test('Cilium: subjects of each spec, endpoints with sources and namespaces, entities', () => {
  const rule = (from: string) =>
    ciliumText(`endpointSelector: {matchLabels: {app: api}}\ningress: [{${from}}]`);
  expect(
    at('cilium-1.20', ciliumText('endpointSelector: {matchLabels: {any:app: c¦art}}\ningress: [{}]')),
  ).toEqual(['subject', ['cart'], []]);
  expect(at('cilium-1.20', rule('fromEndpoints: [{matchLabels: {tier: w¦eb}}]'))).toEqual([
    'peer',
    ['frontend'],
    [],
  ]);
  const labels = 'fromEndpoints: [{matchLabels: {k8s:io.cilium.k8s.namespace.labels.team: plat¦form}}]';
  expect(at('cilium-1.20', rule(labels))).toEqual(['peer', ['prometheus'], []]);
  expect(at('cilium-1.20', rule('fromEntities: [wor¦ld]'))).toEqual(['peer', [], []]);
  expect(at('cilium-1.20', rule('fromCIDR: [10.0.0.¦0/8]'))).toBeUndefined();
});

test('admin policies: subjects and peers by their namespaces', () => {
  const text = (subject: string, peer: string) =>
    adminText(
      `priority: 1\nsubject: {namespaces: {matchLabels: {tier: ${subject}}}}\ningress: [{action: Deny, from: [{namespaces: {matchLabels: {team: ${peer}}}}]}]`,
    );
  expect(at('kubernetes', text('sto¦rage', 'platform'))).toEqual(['subject', ['postgres'], ['data']]);
  expect(at('kubernetes', text('storage', 'plat¦form'))).toEqual(['peer', ['prometheus'], ['ops']]);
});
