import { describe, expect, it } from 'vitest';
import type { Json } from '../yaml/types';
import { readResources } from './read';

const read = (value: Json) => readResources(value, { file: 'f', document: 3, path: [] });
const pod = (name: string): Json => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name } });

describe('readResources', () => {
  it('flattens Lists, nested ones too, in their order, with the path of each item', () => {
    const list: Json = {
      apiVersion: 'v1',
      kind: 'List',
      items: [pod('a'), { apiVersion: 'v1', kind: 'List', items: [pod('b'), pod('c')] }, pod('d')],
    };
    expect(read(list).resources.map(({ name, origin }) => [name, origin.path])).toEqual([
      ['a', ['items', 0]],
      ['b', ['items', 1, 'items', 0]],
      ['c', ['items', 1, 'items', 1]],
      ['d', ['items', 2]],
    ]);
  });

  it('gives the items of a typed list the type of the list', () => {
    const list: Json = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicyList',
      items: [{ metadata: { name: 'a', namespace: 'shop' } }],
    };
    expect(read(list).resources).toMatchObject([
      { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', name: 'a', namespace: 'shop' },
    ]);
  });

  it('says of what is no object that it is none, and goes on', () => {
    const { resources, diagnostics } = read({ apiVersion: 'v1', kind: 'List', items: ['x', pod('a'), null] });
    expect(resources.map((one) => one.name)).toEqual(['a']);
    expect(diagnostics).toMatchObject([
      { message: 'invalid object to validate', origin: { document: 3, path: ['items', 0] } },
    ]);
    expect(read(null)).toEqual({ resources: [], diagnostics: [] });
    expect(read([]).diagnostics).toHaveLength(1);
    expect(read({ metadata: {} }).diagnostics).toMatchObject([
      { message: '[apiVersion not set, kind not set]' },
    ]);
  });

  it('leaves out lists nested without end', () => {
    let value: Json = pod('deep');
    for (let depth = 0; depth < 50_000; depth += 1) {
      value = { apiVersion: 'v1', kind: 'List', items: [value] };
    }
    expect(read(value).resources).toEqual([]);
    expect(read(value).diagnostics).toHaveLength(1);
  });
});
