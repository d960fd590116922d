import { describe, expect, test } from 'vitest';
import { applyEdits } from './apply-edits';
import { editDocument } from './edit';
import { readFile } from './read-file';
import type { EditResult, YamlOperation } from './types';

function edit(text: string, operations: readonly YamlOperation[], index = 0): EditResult {
  const file = { id: 'f', name: 'f.yaml', text };
  const document = readFile(file).documents[index];
  if (document === undefined) throw new Error('no such document');
  return editDocument(file, document, operations);
}

/** The text after the operations; the reason where they are refused. */
function after(text: string, ...operations: readonly YamlOperation[]): string {
  const result = edit(text, operations);
  return result.ok ? applyEdits(text, result.edits) : `refused: ${result.reason}`;
}

const policy = [
  '# who may call the api',
  'apiVersion: networking.k8s.io/v1',
  'kind: NetworkPolicy',
  'metadata:',
  '  name: api # the name',
  'spec:',
  '  podSelector: {}  # everyone',
  '  ingress:',
  '    # the web page',
  '    - from:',
  '        - podSelector:',
  '            matchLabels: {app: web}',
  '      ports: [80, 443]',
  '      # below, deeper: the item\u2019s own',
  '',
  '    # the jobs',
  '    - from: []',
  '    # after the last',
  '',
].join('\n');

describe('[ED-3] inserting', () => {
  test('goes behind the lines of the item before, which own the deeper comments below them', () => {
    const value = { from: [{ podSelector: {} }], ports: [{ port: 80 }] };
    expect(
      after(policy, { kind: 'insertItem', path: ['spec', 'ingress'], index: 1, value, comment: 'new' }),
    ).toBe(
      policy.replace(
        'own\n',
        [
          'own',
          '    # new',
          '    - from:',
          '        - podSelector: {}',
          '      ports:',
          '        - port: 80',
          '',
        ].join('\n'),
      ),
    );
  });

  test('at the start goes above the first item\u2019s comments; at the end above what stands at dash column', () => {
    const at = (index: number): YamlOperation => ({
      kind: 'insertItem',
      path: ['spec', 'ingress'],
      index,
      value: {},
    });
    expect(after(policy, at(0))).toBe(policy.replace('    # the web', '    - {}\n    # the web'));
    expect(after(policy, at(2))).toBe(policy.replace('    # after', '    - {}\n    # after'));
  });

  test('keys go behind the nearest earlier key of the schema, unknown ones to the end', () => {
    const order = ['podSelector', 'policyTypes', 'ingress', 'egress'];
    const set = (key: string): YamlOperation => ({
      kind: 'setKey',
      path: ['spec'],
      key,
      value: ['Ingress'],
      order,
    });
    expect(after(policy, set('policyTypes'))).toBe(
      policy.replace('# everyone\n', '# everyone\n  policyTypes:\n    - Ingress\n'),
    );
    const atEnd = `${policy.replace('    # after the last\n', '')}    # after the last\n  other:\n    - Ingress\n`;
    expect(after(policy, set('other'))).toBe(atEnd);
    const first = {
      kind: 'setKey',
      path: [],
      key: 'apiVersion',
      value: 'v1',
      order: ['apiVersion', 'kind'],
    } as const;
    expect(after('# head\nkind: A\n', first)).toBe('# head\napiVersion: v1\nkind: A\n');
  });

  test('a first item or key behind a dash keeps its place on the line', () => {
    expect(after('- - a\n  - b\n', { kind: 'insertItem', path: [0], index: 0, value: 'x' })).toBe(
      '- - x\n  - a\n  - b\n',
    );
    const set = { kind: 'setKey', path: [0], key: 'a', value: { x: 1 }, order: ['a', 'b'] } as const;
    expect(after('-   b: 1\n', set)).toBe('-   a:\n      x: 1\n    b: 1\n');
  });
});

test('[ED-4] new lines are indented as the list, else the document, else the file, else as kubectl prints', () => {
  const set = (value: readonly string[]): YamlOperation => ({ kind: 'setKey', path: ['s'], key: 'k', value });
  expect(after('s:\n    a:\n      -   x\n', set(['z']))).toBe(
    's:\n    a:\n      -   x\n    k:\n      -   z\n',
  );
  expect(after('s:\n  a: 1\n---\nt:\n    - x\n', set(['z']))).toBe(
    's:\n  a: 1\n  k:\n      - z\n---\nt:\n    - x\n',
  );
  expect(after('s:\n  a: 1\n', set(['z']))).toBe('s:\n  a: 1\n  k:\n  - z\n');
});

describe('[ED-5] style', () => {
  test('one-line flow items get another one', () => {
    const insert: YamlOperation = {
      kind: 'insertItem',
      path: ['ports'],
      index: 1,
      value: { port: 90, protocol: 'TCP' },
    };
    expect(after('ports:\n- {port: 80}\n', insert)).toBe(
      'ports:\n- {port: 80}\n- {port: 90, protocol: TCP}\n',
    );
  });

  test('flow collections stay flow: trailing commas and one item a line are kept', () => {
    const at = (index: number): YamlOperation => ({ kind: 'insertItem', path: ['a'], index, value: 'x' });
    expect(after('a: [b, c] # d\n', at(1))).toBe('a: [b, x, c] # d\n');
    expect(after('a: [b, c]\n', at(2))).toBe('a: [b, c, x]\n');
    expect(after('a: [b, c,]\n', at(2))).toBe('a: [b, c, x,]\n');
    expect(after('a: [\n  b, # one\n  c # two\n  ]\n', at(2))).toBe(
      'a: [\n  b, # one\n  c, # two\n  x\n  ]\n',
    );
    expect(after('a: [\n  b,\n  c,\n  ]\n', at(2))).toBe('a: [\n  b,\n  c,\n  x,\n  ]\n');
    expect(after('a: [\n  b,\n  c\n  ]\n', at(0))).toBe('a: [\n  x,\n  b,\n  c\n  ]\n');
    expect(after('a: {b: 1}\n', { kind: 'setKey', path: ['a'], key: 'c', value: ['d:e', {}] })).toBe(
      'a: {b: 1, c: ["d:e", {}]}\n',
    );
  });

  test('nothing and empty collections become block children; a comment on the line stays with the key', () => {
    const item: YamlOperation = { kind: 'insertItem', path: ['s', 'a'], index: 0, value: { x: 1 } };
    expect(after('s:\n  a: [] # c\n  b: 1\n', item)).toBe('s:\n  a: # c\n  - x: 1\n  b: 1\n');
    expect(after('s:\n  a: # c\n  b: 1\n', item)).toBe('s:\n  a: # c\n  - x: 1\n  b: 1\n');
    const key: YamlOperation = { kind: 'setKey', path: ['s', 'a'], key: 'm', value: {} };
    expect(after('s:\n  a: {}   # c\n', key)).toBe('s:\n  a:   # c\n    m: {}\n');
    expect(after('s:\n  a: null\n', key)).toBe('s:\n  a:\n    m: {}\n');
    expect(after('- {} # c\n- b\n', { kind: 'setKey', path: [0], key: 'm', value: { k: 1 } })).toBe(
      '- m: # c\n    k: 1\n- b\n',
    );
    expect(after('# only this\n', { kind: 'setKey', path: [], key: 'a', value: [1] })).toBe(
      '# only this\na:\n- 1\n',
    );
  });
});

test('[ED-6] scalars keep their quotes', () => {
  const set = (value: string | number | boolean): YamlOperation => ({
    kind: 'setScalar',
    path: ['a'],
    value,
  });
  expect(after('a: "b" # c\n', set('d'))).toBe('a: "d" # c\n');
  expect(after("a: 'b'\n", set("it's"))).toBe("a: 'it''s'\n");
  expect(after('a: b\n', set('yes'))).toBe('a: "yes"\n');
  expect(after('a: b\n', set('8080'))).toBe('a: "8080"\n');
  expect(after('a: "80"\n', set(8080))).toBe('a: 8080\n');
  expect(after('a: 80\n', set('http'))).toBe('a: http\n');
  expect(after('a:   b   # c\n', set(true))).toBe('a:   true   # c\n');
  expect(after('a: |\n  text\n  more\nb: 1\n', set('x'))).toBe('a: x\nb: 1\n');
});

describe('[ED-7] removing', () => {
  test('takes the lines, the comments above, and one of two blank lines that touch', () => {
    expect(after(policy, { kind: 'removeItem', path: ['spec', 'ingress', 0] })).toBe(
      policy.replace(/ {4}# the web[^]*own\n/, ''),
    );
    expect(after('a:\n- 1\n\n# x\n- 2\n\n- 3\n', { kind: 'removeItem', path: ['a', 1] })).toBe(
      'a:\n- 1\n\n- 3\n',
    );
  });

  test('leaves comments that a blank line separates', () => {
    expect(after('a:\n# head\n\n- 1\n- 2\n', { kind: 'removeItem', path: ['a', 0] })).toBe(
      'a:\n# head\n\n- 2\n',
    );
  });

  test('of the last child leaves an empty collection', () => {
    expect(after('a: # c\n- 1\n', { kind: 'removeItem', path: ['a', 0] })).toBe('a: [] # c\n');
    expect(after('a:\n  b: 1\n', { kind: 'removeKey', path: ['a'], key: 'b' })).toBe('a: {}\n');
    expect(after('- a: 1\n- b\n', { kind: 'removeKey', path: [0], key: 'a' })).toBe('- {}\n- b\n');
  });

  test('of a first key behind a dash moves the next one there', () => {
    expect(after('- a: 1 # x\n  b: 2\n', { kind: 'removeKey', path: [0], key: 'a' })).toBe('- b: 2\n');
    expect(after('- a: 1\n  # about b\n  b: 2\n', { kind: 'removeKey', path: [0], key: 'a' })).toBe(
      '-\n  # about b\n  b: 2\n',
    );
  });

  test('from a flow collection takes the comma along', () => {
    const text = 'a: [b, c, d]\n';
    expect(after(text, { kind: 'removeItem', path: ['a', 0] })).toBe('a: [c, d]\n');
    expect(after(text, { kind: 'removeItem', path: ['a', 2] })).toBe('a: [b, c]\n');
    expect(after('a: {b: 1}\n', { kind: 'removeKey', path: ['a'], key: 'b' })).toBe('a: {}\n');
  });

  test('of a key that occurs twice takes both', () => {
    expect(after('a: 1\nb: 2\na: 3\n', { kind: 'removeKey', path: [], key: 'a' })).toBe('b: 2\n');
  });
});

describe('[ED-9] anchors, aliases and merged keys', () => {
  const text = 'base: &b\n  app: web # c\none: *b\ntwo: *b\n';

  test('an edit through an alias copies the node there first', () => {
    expect(after(text, { kind: 'setKey', path: ['one'], key: 'tier', value: 'x' })).toBe(
      'base: &b\n  app: web # c\none:\n  app: web\n  tier: x\ntwo: *b\n',
    );
    expect(after('a: &x 1\nb: *x\n', { kind: 'setScalar', path: ['b'], value: 2 })).toBe('a: &x 1\nb: 2\n');
  });

  test('an edit of the anchored node leaves its other users their value', () => {
    expect(after(text, { kind: 'setKey', path: ['base'], key: 'app', value: 'api' })).toBe(
      'base: &b\n  app: api # c\none:\n  app: web\ntwo:\n  app: web\n',
    );
    expect(after(text, { kind: 'removeKey', path: [], key: 'base' })).toBe(
      'one:\n  app: web\ntwo:\n  app: web\n',
    );
  });

  test('a merged key is written beside the merge, and a map merged elsewhere is not touched', () => {
    const merged = 'base: &b {app: web, l: {m: 1}}\none:\n  <<: *b\n  x: 1\n';
    expect(
      after(merged, { kind: 'setKey', path: ['one'], key: 'app', value: 'api', order: ['app', 'x'] }),
    ).toBe('base: &b {app: web, l: {m: 1}}\none:\n  <<: *b\n  x: 1\n  app: api\n');
    expect(after(merged, { kind: 'setKey', path: ['one', 'l'], key: 'k', value: 2 })).toBe(
      'base: &b {app: web, l: {m: 1}}\none:\n  <<: *b\n  x: 1\n  l:\n    m: 1\n    k: 2\n',
    );
    expect(after(merged, { kind: 'removeKey', path: ['one'], key: 'app' })).toMatch(/^refused: .*“<<”/);
    expect(after(merged, { kind: 'setKey', path: ['base'], key: 'app', value: 'api' })).toMatch(
      /^refused: .*merged/,
    );
  });
});

describe('[ED-10] other kinds of file', () => {
  test('JSON keeps its layout', () => {
    const pretty = '{\n    "a": [],\n    "b": {"c": 1}\n}\n';
    expect(after(pretty, { kind: 'insertItem', path: ['a'], index: 0, value: { x: true } })).toBe(
      '{\n    "a": [\n        {\n            "x": true\n        }\n    ],\n    "b": {"c": 1}\n}\n',
    );
    expect(after(pretty, { kind: 'setKey', path: ['b'], key: 'd', value: 'yes' })).toBe(
      '{\n    "a": [],\n    "b": {"c": 1, "d": "yes"}\n}\n',
    );
    expect(after(pretty, { kind: 'setKey', path: [], key: 'd', value: [] })).toBe(
      '{\n    "a": [],\n    "b": {"c": 1},\n    "d": []\n}\n',
    );
    expect(after(pretty, { kind: 'removeKey', path: [], key: 'b' })).toBe('{\n    "a": []\n}\n');
    expect(after('{"a":[1]}', { kind: 'insertItem', path: ['a'], index: 1, value: { b: 2 } })).toBe(
      '{"a":[1, {"b": 2}]}',
    );
  });

  test('line endings and a missing final one are kept', () => {
    const insert: YamlOperation = { kind: 'insertItem', path: ['a'], index: 1, value: { b: 1, c: 2 } };
    expect(after('a:\r\n- x\r\n', insert)).toBe('a:\r\n- x\r\n- b: 1\r\n  c: 2\r\n');
    expect(after('\ufeffa:\n- x', insert)).toBe('\ufeffa:\n- x\n- b: 1\n  c: 2');
    expect(after('a:\n- x\n- y', { kind: 'removeItem', path: ['a', 1] })).toBe('a:\n- x');
  });
});

test('[ED-11] a document that cannot be read is refused, errors in others do not matter', () => {
  expect(edit('a: [\n---\nb: 1\n', [{ kind: 'setScalar', path: ['a'], value: 1 }]).ok).toBe(false);
  expect(edit('a: [\n---\nb: 1\n', [{ kind: 'setScalar', path: ['b'], value: 2 }], 1)).toEqual({
    ok: true,
    edits: [{ file: 'f', start: 12, end: 13, text: '2' }],
  });
});

test('several operations make edits against the text before all of them', () => {
  const result = edit('a:\n- 1\n- 2\nb: x\n', [
    { kind: 'insertItem', path: ['a'], index: 2, value: 3 },
    { kind: 'removeItem', path: ['a', 0] },
    { kind: 'renameKey', path: [], key: 'b', to: 'c' },
    { kind: 'setScalar', path: ['c'], value: 'z' },
  ]);
  expect(result.ok && applyEdits('a:\n- 1\n- 2\nb: x\n', result.edits)).toBe('a:\n- 2\n- 3\nc: z\n');
});

test('setting a key to a map or list touches only what differs in it', () => {
  const text = 's:\n  # one\n  a: 1\n  # two\n  b:\n  - x # c\n  - y\n  - z # d\n';
  const value = { a: 1, b: ['x', 'w', 'z'], c: {} };
  expect(after(text, { kind: 'setKey', path: [], key: 's', value })).toBe(
    text.replace('- y', '- w') + '  c: {}\n',
  );
});

test('what makes no sense is refused with a reason', () => {
  const refuse = (operation: YamlOperation) =>
    expect(after('a:\n  b: 1\nc: [x]\n', operation)).toMatch(/^refused: /);
  refuse({ kind: 'insertItem', path: ['a'], index: 0, value: 1 });
  refuse({ kind: 'insertItem', path: ['c'], index: 5, value: 1 });
  refuse({ kind: 'removeItem', path: ['c', 3] });
  refuse({ kind: 'setKey', path: ['no'], key: 'x', value: 1 });
  refuse({ kind: 'removeKey', path: ['a'], key: 'constructor' });
  refuse({ kind: 'renameKey', path: [], key: 'a', to: 'c' });
});
