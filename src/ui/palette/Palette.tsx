import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useMemo, useState } from 'react';
import { useApp } from '../app-context';
import { closeDialog } from '../app/dialogs-state';
import { Keys } from '../kit/Keys';
import { classes } from '../kit/classes';
import { paletteEntries } from './entries';
import type { PaletteEntry } from './entries';
import styles from './Palette.module.css';

const mostShown = 40;

/** Every command, and every policy, workload and file to go to. */
export function Palette() {
  const app = useApp();
  const [words, setWords] = useState('');
  const groups = useMemo(() => matching(paletteEntries(app), words), [app, words]);
  return (
    <Dialog.Root open onOpenChange={closeDialog}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.scrim} />
        <Dialog.Content className={classes(styles.palette, 'nokey')} aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">Command palette</Dialog.Title>
          <Command shouldFilter={false} label="Command palette" loop>
            <Command.Input
              className={styles.input}
              placeholder="Command, policy, workload or file"
              value={words}
              onValueChange={setWords}
            />
            <Command.List className={styles.list}>
              <Command.Empty className={styles.empty}>Nothing has these words.</Command.Empty>
              {groups.map(([title, entries]) => (
                <Command.Group key={title} heading={title} className={styles.group}>
                  {entries.map((entry) => (
                    <Command.Item
                      key={entry.id}
                      value={entry.id}
                      className={styles.item}
                      onSelect={() => {
                        closeDialog();
                        entry.run();
                      }}
                    >
                      <span className={styles.icon}>{entry.icon}</span>
                      <span className={styles.title}>{entry.title}</span>
                      {entry.hint === undefined ? null : <span className={styles.hint}>{entry.hint}</span>}
                      {entry.keys === undefined ? null : <Keys keys={entry.keys} />}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Entries that have all words, by group; those whose title begins with the first word come first. */
function matching(
  entries: readonly PaletteEntry[],
  words: string,
): readonly (readonly [string, readonly PaletteEntry[]])[] {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const groups = new Map<string, PaletteEntry[]>();
  for (const entry of entries) {
    const text = `${entry.title} ${entry.hint ?? ''} ${entry.group}`.toLowerCase();
    if (!wanted.every((word) => text.includes(word))) continue;
    const list = groups.get(entry.group) ?? [];
    list.push(entry);
    groups.set(entry.group, list);
  }
  const first = wanted[0] ?? '';
  const early = (entry: PaletteEntry) => (entry.title.toLowerCase().startsWith(first) ? 0 : 1);
  return [...groups].map(([title, list]) => [
    title,
    [...list].sort((a, b) => early(a) - early(b)).slice(0, mostShown),
  ]);
}
