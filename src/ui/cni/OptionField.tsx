import { useState } from 'react';
import type { OptionValue } from '../../model/cluster';
import type { ShownOption } from '../../views/engine-options';
import { Segmented } from '../kit/Segmented';
import { itemsOf, readTyped, shownText, switchedOn } from './option-words';
import styles from './OptionsDialog.module.css';

type FieldProps = {
  readonly option: ShownOption;
  readonly locked: boolean;
  readonly onChange: (value: OptionValue | undefined) => void;
};

/** The value of an option in the form that its kind asks for; the engine's default where Settings say nothing. */
export function OptionField(props: FieldProps) {
  const { kind, values } = props.option;
  switch (kind) {
    case 'boolean':
    case 'choice':
      return <Choice {...props} />;
    case 'list':
      return values === undefined ? <Text {...props} /> : <Several {...props} values={values} />;
    case 'text':
    case 'number':
      return <Text {...props} />;
  }
}

function Choice({ option, locked, onChange }: FieldProps) {
  const value = option.set ?? option.default;
  const isSwitch = option.kind === 'boolean';
  const words = isSwitch ? ['off', 'on'] : (option.values ?? []);
  const on = switchedOn(value);
  const chosen = isSwitch ? (on === undefined ? '' : on ? 'on' : 'off') : shownText(value);
  // Engines read some choices in any case.
  const shown = words.find((word) => word.toLowerCase() === chosen.toLowerCase()) ?? chosen;
  return (
    <fieldset className={styles.plain} disabled={locked} aria-label={option.title}>
      <Segmented
        label={option.title}
        value={shown}
        options={words.map((word) => ({ value: word, label: word }))}
        onChange={(next) => {
          if (next !== shown) onChange(isSwitch ? next === 'on' : next);
        }}
      />
    </fieldset>
  );
}

function Several({ option, locked, onChange, values }: FieldProps & { readonly values: readonly string[] }) {
  const items = itemsOf(option.set ?? option.default);
  return (
    <fieldset className={styles.several} disabled={locked} aria-label={option.title}>
      {values.map((value) => (
        <label key={value} className={styles.check}>
          <input
            type="checkbox"
            checked={items.includes(value)}
            onChange={(event) =>
              onChange(
                event.currentTarget.checked ? [...items, value] : items.filter((item) => item !== value),
              )
            }
          />
          {value}
        </label>
      ))}
    </fieldset>
  );
}

/** Enter and leaving the field write it. Escape closes the dialog and what was typed is gone. */
function Text({ option, locked, onChange }: FieldProps) {
  const value = shownText(option.set ?? option.default);
  const [typed, setTyped] = useState<string>();
  const [problem, setProblem] = useState('');
  const commit = () => {
    const text = typed ?? value;
    const read = readTyped(option, text);
    if (text.trim() === value.trim()) {
      setTyped(undefined);
      setProblem('');
    } else if ('problem' in read) setProblem(read.problem);
    else {
      setTyped(undefined);
      setProblem('');
      onChange(read.value);
    }
  };
  return (
    <span className={styles.textField}>
      <input
        className={styles.input}
        aria-label={option.title}
        aria-invalid={problem !== ''}
        value={typed ?? value}
        placeholder={option.example}
        readOnly={locked}
        maxLength={2000}
        spellCheck={false}
        autoComplete="off"
        inputMode={option.kind === 'number' ? 'numeric' : 'text'}
        title={value.length > 28 ? value : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
      {problem === '' ? null : (
        <span role="alert" className={styles.fieldProblem}>
          {problem}
        </span>
      )}
    </span>
  );
}
