import { RotateCcw } from 'lucide-react';
import type { OptionValue } from '../../model/cluster';
import type { ShownOption } from '../../views/engine-options';
import { IconButton } from '../kit/IconButton';
import { NameCode } from '../kit/NameCode';
import { OptionField } from './OptionField';
import { shownText } from './option-words';
import styles from './OptionsDialog.module.css';

/** One option: what it is, what it does, and its value. `onChange` without a value gives the engine's default back. */
export function OptionRow({
  option,
  locked,
  onChange,
}: {
  readonly option: ShownOption;
  readonly locked: boolean;
  readonly onChange: (value: OptionValue | undefined) => void;
}) {
  const { name, title, about, set } = option;
  const standard = shownText(option.default);
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <span className={styles.title}>{title}</span>
        <NameCode>{name}</NameCode>
        <p className={styles.about}>{about}</p>
      </div>
      <div className={styles.value}>
        <OptionField option={option} locked={locked} onChange={onChange} />
        <span className={styles.state}>
          {set === undefined ? (
            'engine’s default'
          ) : (
            <>
              <span className={styles.standard} title={standard}>
                default: {standard === '' ? 'nothing' : standard}
              </span>
              <IconButton
                label={`Back to the default of ${title}`}
                size="s"
                icon={<RotateCcw size={12} />}
                disabled={locked}
                onClick={() => onChange(undefined)}
              />
            </>
          )}
        </span>
      </div>
    </li>
  );
}
