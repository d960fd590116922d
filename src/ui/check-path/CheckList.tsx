import { Box, CornerDownLeft, Globe, Network, Plug, SpellCheck } from 'lucide-react';
import type { CheckSuggestion } from '../../views/check-path';
import { classes } from '../kit/classes';
import { FlowLine } from '../panels/FlowLine';
import { SentenceText } from '../panels/SentenceText';
import { optionId } from './check-options';
import type { CheckOption } from './check-options';
import styles from './CheckList.module.css';

/** The options under the field. The field keeps the focus and says which one is active. */
export function CheckList({
  id,
  options,
  active,
  onPoint,
  onTake,
}: {
  readonly id: string;
  readonly options: readonly CheckOption[];
  readonly active: number;
  readonly onPoint: (index: number) => void;
  readonly onTake: (option: CheckOption) => void;
}) {
  const paths = options.filter((option) => option.kind === 'path').length;
  return (
    <ul role="listbox" id={id} aria-label="Paths and ways to go on" className={styles.list}>
      {options.map((option, index) => (
        <li
          key={option.key}
          role="option"
          id={optionId(id, index)}
          aria-selected={index === active}
          className={classes(
            styles.option,
            index === active && styles.on,
            option.kind === 'path' && styles.path,
          )}
          onPointerMove={() => onPoint(index)}
          // The field must not lose the focus before the click.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(option)}
        >
          <OptionBody option={option} inFull={paths === 1} />
        </li>
      ))}
    </ul>
  );
}

function OptionBody({ option, inFull }: { readonly option: CheckOption; readonly inFull: boolean }) {
  switch (option.kind) {
    case 'path': {
      const { path } = option;
      return (
        <>
          <span className={styles.flow}>
            <FlowLine
              verdict={path.isConditional ? 'conditional' : path.verdict}
              from={path.from}
              to={path.to}
              port={path.port}
            />
            <span className={styles.why}>
              why <CornerDownLeft size={12} aria-hidden="true" />
            </span>
          </span>
          {inFull ? (
            <span className={styles.sentence}>
              <SentenceText words={path.sentence} />
            </span>
          ) : null}
        </>
      );
    }
    case 'near':
      return (
        <>
          <SpellCheck size={14} aria-hidden="true" className={styles.icon} />
          <span className={styles.text}>{option.text}</span>
          <span className={styles.hint}>did you mean this?</span>
        </>
      );
    case 'suggestion':
      return <SuggestionBody suggestion={option.suggestion} />;
  }
}

const icons = {
  workload: Box,
  outside: Globe,
  service: Network,
  port: Plug,
  'every port': Plug,
} as const;

function SuggestionBody({ suggestion }: { readonly suggestion: CheckSuggestion }) {
  const Icon = icons[suggestion.kind];
  return (
    <>
      <Icon size={14} aria-hidden="true" className={styles.icon} />
      <span className={styles.text}>
        {suggestion.label.map((span) => span.text).join('')}
        <span className={styles.detail}>{suggestion.detail}</span>
      </span>
      <span className={classes(styles.hint, suggestion.verdict !== undefined && styles[suggestion.verdict])}>
        {suggestion.verdictText}
      </span>
    </>
  );
}
