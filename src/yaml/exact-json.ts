import { isInt64, resolvePlain } from './scalars';
import type { YamlNode } from './types';

/**
 * The value as JSON text with every digit of its whole numbers, keys sorted as Go sorts them. Only needed where
 * a number is too large for JavaScript.
 */
export function exactJson(node: YamlNode, text: string): string {
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'number'
        ? exactNumber(node.value, text.slice(node.start, node.end))
        : quoted(node.value);
    case 'alias':
      return exactJson(node.node, text);
    case 'list':
      return `[${node.items.map((item) => exactJson(item, text)).join(',')}]`;
    case 'map': {
      const entries = [...node.entries].sort((a, b) => (a.key < b.key ? -1 : 1));
      return `{${entries.map((e) => `${quoted(e.key)}:${exactJson(e.value, text)}`).join(',')}}`;
    }
  }
}

function exactNumber(value: number, written: string): string {
  if (Math.abs(value) < 2 ** 53) return String(value + 0);
  const unquoted = written.replace(/^(["'])(.*)\1$/, '$2');
  const resolved = resolvePlain(unquoted);
  return typeof resolved === 'bigint' && isInt64(resolved) ? String(resolved) : String(value);
}

function quoted(value: unknown): string {
  return JSON.stringify(value);
}
