import { expect, test } from 'vitest';
import type { EngineOption } from '../model/engine-option';
import { registry } from '../registry';
import { calicoReadings } from './calico/readings';
import { ciliumOptions } from './cilium/options';
import { ciliumOptionList } from './cilium/option-list';

const named = (options: readonly EngineOption[] = []) => options.map(({ name }) => name);

test('every option is named once, is of its kind and stands at one of its values', () => {
  for (const { name: cni, options = [] } of registry.cnis) {
    expect(new Set(named(options)).size, cni).toBe(options.length);
    for (const { name, kind, default: standard, values } of options) {
      const type = kind === 'list' ? Array.isArray(standard) : typeof standard;
      const wanted = { boolean: 'boolean', choice: 'string', text: 'string', number: 'number', list: true };
      expect(type, `${cni} ${name}`).toBe(wanted[kind]);
      if (kind === 'choice') expect(values, name).toContain(standard);
    }
  }
});

test.each(['1.19', '1.20'] as const)('the defaults of Cilium %s are those that it goes by', (version) => {
  const list = ciliumOptionList(version);
  const told = new Map(list.map((option) => [option.name, option.default]));
  expect(ciliumOptions(version, { options: told })).toEqual(ciliumOptions(version, { options: new Map() }));
});

test.each(['1.19', '1.20'] as const)('Cilium %s reads every choice and switch that it offers', (version) => {
  const standard = JSON.stringify(ciliumOptions(version, { options: new Map() }));
  const onlyForValidation = ['enable-l7-proxy', 'enable-icmp-rules', 'enable-extended-ip-protocols'];
  for (const { name, kind, default: usual, values = [] } of ciliumOptionList(version)) {
    if (onlyForValidation.includes(name)) continue;
    const others =
      kind === 'boolean'
        ? [usual !== true]
        : kind === 'list'
          ? values.map((value) => [value])
          : ['policy', 'always', 'x'];
    const read = others.map((value) =>
      JSON.stringify(ciliumOptions(version, { options: new Map([[name, value]]) })),
    );
    expect(
      read.some((text) => text !== standard),
      name,
    ).toBe(true);
  }
});

test('Calico drops tunnels of pods, but not as eBPF programs and not where they are allowed', () => {
  const own = (options: Record<string, boolean>) =>
    calicoReadings(new Map(Object.entries(options)), 'name').find((reading) => reading.of === 'own ports')
      ?.ports;
  expect(own({})).toHaveLength(2);
  expect(own({ AllowVXLANPacketsFromWorkloads: true })).toHaveLength(1);
  expect(own({ BPFEnabled: true })).toBeUndefined();
});
