import { expect, test } from 'vitest';
import type { OptionValue } from '../model/cluster';
import type { Snapshot } from '../snapshot/types';
import { applied, file, snapshotOf } from '../testing/planning-ground';
import { planClusterEdit } from './cluster-edits';

function set(snapshot: Snapshot, name: string, value?: OptionValue): Snapshot {
  const result = planClusterEdit(snapshot, {
    kind: 'set option',
    name,
    ...(value === undefined ? {} : { value }),
  });
  if (!result.ok) throw new Error(result.reason);
  return applied(snapshot, result.step);
}

const texts = (snapshot: Snapshot) => snapshot.files.map(({ text }) => text);

const settings = `# ours
apiVersion: drawbridge.internal/v1alpha1
kind: Settings
metadata: {name: settings}
spec:
  cni: cilium-1.20   # since March
  options:
    enable-policy: always # strict
`;

test('an option is written into Settings and every other byte stays', () => {
  const before = snapshotOf([file('s.yaml', settings)]);
  const after = set(before, 'enable-host-firewall', true);
  expect(texts(after)).toEqual([`${settings}    enable-host-firewall: true\n`]);
  expect(after.cluster.settings.options.get('enable-host-firewall')).toBe(true);
  const back = set(after, 'enable-host-firewall');
  expect(texts(back)).toEqual([settings]);
});

test('a set option is changed where it stands, its comment kept', () => {
  const after = set(snapshotOf([file('s.yaml', settings)]), 'enable-policy', 'never');
  expect(texts(after)[0]).toContain('    enable-policy: never # strict\n');
});

test('with the last option the map goes too, and a list is written as one', () => {
  const bare = set(snapshotOf([file('s.yaml', settings)]), 'enable-policy');
  expect(texts(bare)[0]).not.toContain('options');
  const after = set(bare, 'policy-cidr-match-mode', ['pods']);
  expect(after.cluster.settings.options.get('policy-cidr-match-mode')).toEqual(['pods']);
  expect(after.diagnostics).toEqual([]);
});

test('without Settings a document is made; what is not set cannot be taken out', () => {
  const empty = snapshotOf([file('a.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n')]);
  const after = set(empty, 'VXLANPort', 8472);
  expect(after.cluster.settings.options.get('VXLANPort')).toBe(8472);
  expect(planClusterEdit(empty, { kind: 'set option', name: 'VXLANPort' })).toMatchObject({ ok: false });
});

test.each([
  ['of a prototype', '__proto__'],
  ['of a method', 'constructor'],
  ['of 5,000 characters', 'x'.repeat(5000)],
])('a name %s does no harm', (_, name) => {
  const before = snapshotOf([file('s.yaml', settings)]);
  expect(planClusterEdit(before, { kind: 'set option', name })).toMatchObject({ ok: false });
  expect(() => planClusterEdit(before, { kind: 'set option', name, value: 'y' })).not.toThrow();
});
