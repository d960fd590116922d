import { MAX_DEPTH, readAlone } from './edit-context';
import type { Layout } from './print';
import { cutSections } from './sections';
import type { SourceFile, YamlDocument } from './types';
import { voteLayout } from './votes';

/** Other documents asked for their layout. */
const ASKED = 20;

/** How the other documents of the file are indented, for what this one does not show (ED-4). */
export function fileLayout(file: SourceFile, document: YamlDocument | undefined): Partial<Layout> {
  const own = document?.root && voteLayout(document.text, document.root);
  if (own?.indent !== undefined && own.dashIndent !== undefined && own.dashWidth !== undefined) return {};
  const layout: { -readonly [part in keyof Layout]?: number } = {};
  const others = cutSections(file.text, MAX_DEPTH).sections.filter((_, i) => i !== document?.index);
  for (const { start, end } of others.slice(0, ASKED)) {
    const text = file.text.slice(start, end);
    const { root } = readAlone(text);
    for (const [part, value] of Object.entries(root === undefined ? {} : voteLayout(text, root))) {
      layout[part as keyof Layout] ??= value;
    }
  }
  return layout;
}
