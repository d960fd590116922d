import { expect, test } from 'vitest';
import { looksLikeManifests } from './looks-like-manifests';
import { appended, nameForPaste } from './pasted';
import { largestFile, readIncoming } from './read-incoming';
import type { Incoming } from './read-incoming';

const file = (path: string, text = path, size = text.length): Incoming => ({
  path,
  size,
  bytes: () => Promise.resolve(new TextEncoder().encode(text)),
});

test('a folder gives its manifests in order, without what encloses them all', async () => {
  const imported = await readIncoming([
    file('k8s/b.yml'),
    file('k8s/a.yaml'),
    file('k8s/sub/c.JSON'),
    file('k8s/README.md'),
    file('k8s/.git/config.yaml'),
  ]);
  expect(imported.files.map(({ name }) => name)).toEqual(['a.yaml', 'b.yml', 'sub/c.JSON']);
  expect(imported.leftOut).toBe('Left out: 2 files without YAML or JSON.');
});

test('one file is read whatever its name, and its byte order mark chooses the encoding', async () => {
  const bytes = new Uint8Array([0xff, 0xfe, 0x61, 0, 0x3a, 0]);
  const imported = await readIncoming([{ path: 'dump.txt', size: 6, bytes: () => Promise.resolve(bytes) }]);
  expect(imported).toEqual({ files: [{ name: 'dump.txt', text: 'a:' }], leftOut: '' });
});

test('what is too large or cannot be read is left out and told', async () => {
  const broken: Incoming = { path: 'x.yaml', size: 1, bytes: () => Promise.reject(new Error('gone')) };
  const imported = await readIncoming([file('big.yaml', 'a', largestFile + 1), broken, file('y.yaml')]);
  expect(imported.files.map(({ name }) => name)).toEqual(['y.yaml']);
  expect(imported.leftOut).toContain('big.yaml');
  expect(imported.leftOut).toContain('1 file that could not be read');
});

test('pasted texts are told from prose and named after what is in them', () => {
  expect(looksLikeManifests('kind: Pod\n')).toBe(true);
  expect(looksLikeManifests('{"kind": "List"}')).toBe(true);
  expect(looksLikeManifests('hello there')).toBe(false);
  expect(nameForPaste('kind: NetworkPolicy\n---\nkind: NetworkPolicy\n')).toBe('policies.yaml');
  expect(nameForPaste('{"kind": "List"}')).toBe('list.json');
  expect(nameForPaste('kind: Pod\n---\nkind: Service')).toBe('pasted.yaml');
});

test('appending makes documents of their own', () => {
  expect(appended('a: 1', 'b: 2\n')).toBe('a: 1\n---\nb: 2\n');
  expect(appended('', 'b: 2\n')).toBe('b: 2\n');
  expect(appended('a: 1\n', '---\nb: 2\n')).toBe('a: 1\n---\nb: 2\n');
});
