import type { Place } from '../../analysis/types';
import { useCommands } from '../app-context';
import styles from './PlaceLink.module.css';

/** `policies.yaml:30`, which opens the file there. */
export function PlaceLink({ place, tabIndex }: { readonly place: Place; readonly tabIndex?: number }) {
  const { revealPlace } = useCommands();
  const name = place.fileName.split('/').at(-1) ?? place.fileName;
  return (
    <button
      type="button"
      className={styles.place}
      tabIndex={tabIndex}
      title={`${place.fileName}:${place.line}`}
      onClick={(event) => {
        event.stopPropagation();
        revealPlace(place);
      }}
    >
      {name}:{place.line}
    </button>
  );
}
