import type { YamlNode } from './types';

export type Comment = { readonly start: number; readonly end: number; readonly text: string };

/** The comments of a document in order, `#` included; offsets are relative to the document. */
export function commentsOf(text: string, root: YamlNode | undefined): readonly Comment[] {
  const comments: Comment[] = [];
  const covered = root === undefined ? [] : scalarSpans(root);
  let next = 0;
  let at = text.indexOf('#');
  while (at !== -1) {
    while (next < covered.length && (covered[next]?.end ?? 0) <= at) next++;
    const span = covered[next];
    if (span !== undefined && span.start <= at) {
      at = text.indexOf('#', span.end);
      continue;
    }
    const before = text.charAt(at - 1);
    if (at > 0 && !/\s/.test(before)) {
      at = text.indexOf('#', at + 1);
      continue;
    }
    const line = text.indexOf('\n', at);
    const end = line === -1 ? text.length : line;
    const written = text.slice(at, end).trimEnd();
    comments.push({ start: at, end: at + written.length, text: written });
    at = text.indexOf('#', end);
  }
  return comments;
}

type Covered = { readonly start: number; readonly end: number };

/** Where keys, scalars and aliases stand, in order. The header of a block scalar may end in a comment. */
function scalarSpans(root: YamlNode): readonly Covered[] {
  const spans: Covered[] = [];
  const rest: YamlNode[] = [root];
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    switch (node.kind) {
      case 'scalar':
      case 'alias':
        if (node.end > node.start) spans.push({ start: node.start, end: node.end });
        break;
      case 'list':
        for (const item of node.items) rest.push(item);
        break;
      case 'map':
        for (const entry of [...node.entries, ...(node.merges ?? []), ...(node.overridden ?? [])]) {
          if (entry.merged === true) continue;
          if (entry.keyEnd > entry.keyStart) spans.push({ start: entry.keyStart, end: entry.keyEnd });
          rest.push(entry.value);
        }
        break;
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}
