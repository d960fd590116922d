import { useEffect } from 'react';
import { loadParts } from '../late-parts';
import { useDraw } from './draw-state';
import { useForm } from './form-state';
import { loadCards } from './late-cards';
import { OpenedCard } from './late-opened';
import type { DrawLayerProps } from './OpenedCard';
import { useRemoval } from './removal-state';
import { useTemplate } from './template-state';

/** The cards that ask something before anything is written; at most one is open. */
export function DrawLayer(props: DrawLayerProps) {
  const asks = useDraw(({ kind }) => kind === 'deciding' || kind === 'closing');
  const others = [useForm(), useTemplate(), useRemoval()];
  useEffect(() => {
    const timer = setTimeout(() => {
      void OpenedCard.fetch();
      loadCards();
      loadParts();
    }, 1500);
    return () => clearTimeout(timer);
  }, []);
  return asks || others.some((one) => one !== undefined) ? <OpenedCard {...props} /> : null;
}
