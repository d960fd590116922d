type Entry = { readonly does: string; readonly keys: readonly string[] };

/** Every key and what it does, for the overview. */
export const keyGroups: readonly { readonly title: string; readonly keys: readonly Entry[] }[] = [
  {
    title: 'Everywhere',
    keys: [
      { does: 'All commands', keys: ['mod+K'] },
      { does: 'Check a path', keys: ['/'] },
      { does: 'Undo, redo', keys: ['mod+Z', 'mod+Shift+Z'] },
      { does: 'Panel, editor', keys: ['mod+J', 'mod+\\'] },
      { does: 'Next, previous region', keys: ['F6', 'Shift+F6'] },
      { does: 'One step back', keys: ['Esc'] },
    ],
  },
  {
    title: 'In graph and matrix',
    keys: [
      { does: 'Graph or matrix', keys: ['M'] },
      { does: 'Select and explain', keys: ['Enter'] },
      { does: 'Open its YAML', keys: ['Shift+Enter'] },
      { does: 'Previous, next mismatch', keys: ['[', ']'] },
      { does: 'First, last', keys: ['Home', 'End'] },
      { does: 'These keys', keys: ['?'] },
    ],
  },
  {
    title: 'In the graph',
    keys: [
      { does: 'Nearest card', keys: ['Arrows'] },
      { does: 'Along an edge, back', keys: ['mod+Right', 'mod+Left'] },
      { does: 'Draw an edge', keys: ['E'] },
      { does: 'Want it or not', keys: ['W'] },
      { does: 'First fix', keys: ['F'] },
      { does: 'Close the edge, remove the card', keys: ['Delete'] },
      { does: 'Unfold or fold a card', keys: ['Space'] },
      { does: 'Collapse or expand its namespace', keys: ['G'] },
      { does: 'Move it', keys: ['Alt+Arrows'] },
      { does: 'Select', keys: ['V'] },
      { does: 'New namespace, workload, outside', keys: ['N', 'D', 'O'] },
      { does: 'Fit, 100 %', keys: ['0', '1'] },
      { does: 'Zoom', keys: ['plus', '-'] },
      { does: 'Lay out anew', keys: ['Shift+L'] },
    ],
  },
];
