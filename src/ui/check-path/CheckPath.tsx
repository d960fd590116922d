import { Route } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import type { FocusEvent, KeyboardEvent } from 'react';
import type { CheckAnswer, CheckedPath } from '../../views/check-path';
import { spoken } from '../../views/sentences';
import { useAnswer, useApp } from '../app-context';
import { announce } from '../kit/announce';
import { classes } from '../kit/classes';
import { IconButton } from '../kit/IconButton';
import { Keys } from '../kit/Keys';
import { late } from '../kit/late';
import { SentenceText } from '../panels/SentenceText';
import { checkOptions, optionId, textAfter } from './check-options';
import type { CheckOption } from './check-options';
import styles from './CheckPath.module.css';

// The list is fetched when the field is first used.
const CheckList = late(async () => (await import('./CheckList')).CheckList);

/** The field that takes `batch to api 8080`; as an icon where room is scarce. */
export function CheckPath({ compact }: { readonly compact: boolean }) {
  const [isOpen, setOpen] = useState(false);
  if (!compact) return <CheckField />;
  return (
    <div
      className={styles.slot}
      onBlur={(event) => {
        if (leaves(event)) setOpen(false);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setOpen(false);
      }}
    >
      <IconButton
        label="Check a path"
        keys="/"
        variant="line"
        icon={<Route size={16} />}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      />
      {isOpen ? (
        <div className={classes(styles.sheet, 'nokey')}>
          <CheckField autoFocus />
        </div>
      ) : null}
    </div>
  );
}

function CheckField({ autoFocus = false }: { readonly autoFocus?: boolean }) {
  const { engine, commands } = useApp();
  const { select, openPanel } = commands;
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(autoFocus);
  const [active, setActive] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  const { answer, suggestions } = useCheck(isOpen ? text : undefined);
  const options = checkOptions(text, answer, suggestions);
  const show = (path: CheckedPath) => {
    select({ kind: 'path', path: path.path });
    openPanel('why');
    announce(spoken(path.sentence));
    setOpen(false);
    field.current?.select();
  };
  const change = (next: string) => {
    setText(next);
    setActive(-1);
    setOpen(true);
  };
  const take = (option: CheckOption | undefined) => {
    if (option === undefined) return;
    if (option.kind === 'path') {
      show(option.path);
      return;
    }
    const next = textAfter(option) ?? '';
    change(next);
    if (option.kind !== 'suggestion' || !option.suggestion.complete) return;
    // A whole question that names one path is answered at once.
    engine.check(next).then(
      (found) => {
        const [only, ...more] = found.kind === 'paths' ? found.paths : [];
        if (only !== undefined && more.length === 0) show(only);
      },
      () => undefined,
    );
  };
  /** Enter takes what was typed as a whole, also where it comes before the list does. */
  const settle = () => {
    engine.check(text).then(
      (found) => {
        const [first] = found.kind === 'paths' ? found.paths : [];
        if (first === undefined) take(options[0]);
        else show(first);
      },
      () => undefined,
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        setOpen(true);
        if (options.length === 0) return;
        const step = event.key === 'ArrowDown' ? 1 : -1;
        const from = active < 0 && step < 0 ? 0 : active;
        setActive((from + step + options.length) % options.length);
        return;
      }
      case 'Tab':
        if (isOpen && active >= 0 && options[active]?.kind !== 'path') {
          event.preventDefault();
          take(options[active]);
        }
        return;
      case 'Enter':
        event.preventDefault();
        if (options[active] !== undefined) take(options[active]);
        else settle();
        return;
      case 'Escape':
        if (isOpen) {
          event.stopPropagation();
          setOpen(false);
        } else {
          field.current?.blur();
        }
    }
  };
  const isListed = isOpen && options.length > 0;
  return (
    <div
      className={classes(styles.slot, 'nokey')}
      onBlur={(event) => {
        if (leaves(event)) setOpen(false);
      }}
    >
      <div className={styles.field}>
        <Route size={14} aria-hidden="true" className={styles.icon} />
        <input
          ref={field}
          role="combobox"
          aria-label="Check a path"
          aria-expanded={isListed}
          aria-controls={isListed ? listId : undefined}
          aria-activedescendant={isListed && active >= 0 ? optionId(listId, active) : undefined}
          aria-autocomplete="list"
          aria-keyshortcuts="/"
          autoComplete="off"
          spellCheck={false}
          maxLength={1000}
          autoFocus={autoFocus}
          className={styles.input}
          placeholder="Check a path: batch to api 8080"
          value={text}
          onFocus={() => setOpen(true)}
          onClick={() => setOpen(true)}
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {text === '' ? <Keys keys="/" /> : null}
      </div>
      {isOpen ? (
        <div className={styles.popover}>
          <Words answer={answer} isEmpty={text.trim() === ''} />
          {isListed ? (
            <CheckList id={listId} options={options} active={active} onPoint={setActive} onTake={take} />
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

/** What is to be said above the options: what is missing, what is wrong, what was translated. */
function Words({ answer, isEmpty }: { readonly answer: CheckAnswer | undefined; readonly isEmpty: boolean }) {
  if (isEmpty) return <p className={styles.words}>From, to and port: names, addresses or a Service.</p>;
  if (answer === undefined || answer.kind === 'nothing') return null;
  if (answer.kind === 'paths') {
    return answer.notes.map((note, index) => (
      <p key={index} className={styles.words}>
        <SentenceText words={note} />
      </p>
    ));
  }
  return (
    <p className={classes(styles.words, answer.kind === 'problem' && styles.problem)} role="status">
      <SentenceText words={answer.kind === 'problem' ? answer.message : answer.next} />
    </p>
  );
}

/** The engine's answer to the text and ways to go on; those before stay until new ones are there. */
function useCheck(text: string | undefined) {
  const { value } = useAnswer(
    text === undefined
      ? undefined
      : async (engine) => {
          const [answer, suggestions] = await Promise.all([engine.check(text), engine.suggest(text)]);
          return { answer, suggestions };
        },
    [text],
  );
  const [last, setLast] = useState(value);
  if (value !== undefined && value !== last) setLast(value);
  const shown = value ?? last;
  return { answer: shown?.answer, suggestions: shown?.suggestions ?? [] };
}

function leaves(event: FocusEvent<HTMLElement>): boolean {
  return !(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget));
}
