import type { EndName, Some } from '../../views/detail-types';
import { useCommands } from '../app-context';
import styles from './EndLinks.module.css';

/** Names that lead to their cards, and how many more there are. */
export function EndLinks({ ends, none }: { readonly ends: Some<EndName>; readonly none: string }) {
  const { select } = useCommands();
  if (ends.total === 0) return <span className={styles.none}>{none}</span>;
  const more = ends.total - ends.items.length;
  return (
    <span className={styles.links}>
      {ends.items.map((end) => (
        <button
          key={end.id}
          type="button"
          className={styles.link}
          title={end.namespace === '' ? end.title : `${end.title} in ${end.namespace}`}
          onClick={() =>
            select(end.namespace === '' ? { kind: 'outside', id: end.id } : { kind: 'workload', id: end.id })
          }
        >
          {end.title}
        </button>
      ))}
      {more > 0 ? <span className={styles.none}>and {more} more</span> : null}
    </span>
  );
}
