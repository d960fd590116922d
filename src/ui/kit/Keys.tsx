import { ArrowBigUp, Command, Option } from 'lucide-react';
import styles from './Keys.module.css';

/** True where the command key does what Ctrl does elsewhere. */
export const usesCommandKey = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** Keys as caps: `mod+Shift+Z`; `mod` is Ctrl, or the command key on a Mac. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className={styles.keys}>
      {keys.split('+').map((key, index) => (
        <kbd key={index} className={styles.key}>
          {keyCap(key)}
        </kbd>
      ))}
    </span>
  );
}

function keyCap(key: string) {
  if (key === 'mod') return usesCommandKey ? <Command size={11} aria-label="Command" /> : 'Ctrl';
  if (key === 'Alt' && usesCommandKey) return <Option size={11} aria-label="Option" />;
  if (key === 'Shift' && usesCommandKey) return <ArrowBigUp size={12} aria-label="Shift" />;
  if (key === 'plus') return '+';
  return key;
}
