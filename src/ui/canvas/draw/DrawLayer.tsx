import { useEffect, type RefObject } from 'react';
import type { GraphView } from '../../../views/graph-types';
import type { Camera } from '../camera';
import { loadParts } from '../late-parts';
import { useDraw } from './draw-state';
import { useForm } from './form-state';
import { loadCards, OpenedCard } from './late-cards';
import { useRemoval } from './removal-state';
import { useTemplate } from './template-state';

export type DrawLayerProps = {
  readonly view: GraphView;
  readonly camera: Camera;
  readonly frame: RefObject<HTMLElement | null>;
  /** The tool has done its work. */
  readonly onDone: () => void;
};

/** The cards that ask something before anything is written; at most one is open. */
export function DrawLayer(props: DrawLayerProps) {
  const asks = useDraw(({ kind }) => kind === 'deciding' || kind === 'closing');
  const others = [useForm(), useTemplate(), useRemoval()];
  useEffect(() => {
    const timer = setTimeout(() => {
      loadCards();
      loadParts();
    }, 1500);
    return () => clearTimeout(timer);
  }, []);
  return asks || others.some((one) => one !== undefined) ? <OpenedCard {...props} /> : null;
}
