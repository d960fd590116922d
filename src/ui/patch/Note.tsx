import { CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { classes } from '../kit/classes';
import { Sentence } from '../kit/NameCode';
import styles from './PatchCard.module.css';

/** One sentence on a tint: amber where something else changes, green where nothing does. */
export function NoteLine({
  tone,
  text,
}: {
  readonly tone: 'unwanted' | 'allowed' | 'denied' | 'plain';
  readonly text: string;
}) {
  const Icon = tone === 'allowed' ? CircleCheck : tone === 'plain' ? Info : TriangleAlert;
  return (
    <p className={classes(styles.note, styles[tone])}>
      <Icon size={14} aria-hidden="true" />
      <span>
        <Sentence text={text} />
      </span>
    </p>
  );
}
