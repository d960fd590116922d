import { useEffect, useRef, type HTMLAttributes, type RefObject } from 'react';
import { focusState, noteFocus, useFocusState } from '../focus-state';

/** The number of the last focus request that a node has answered: one request moves the focus once. */
let answered = 0;

/**
 * What every node's element needs for the keyboard: it is one stop of the canvas (the node that was used last), takes
 * the focus when the keyboard goes to it, and says what it is.
 */
export function useNodeFrame(
  id: string,
  description: string,
  selected: boolean,
): { readonly ref: RefObject<HTMLDivElement | null> } & HTMLAttributes<HTMLDivElement> & {
    'data-node': string;
  } {
  const ref = useRef<HTMLDivElement>(null);
  const mine = useFocusState((state) => state.node === id);
  const request = useFocusState((state) => (state.node === id ? state.request : 0));
  useEffect(() => {
    if (!mine || request === 0 || request === answered) return;
    answered = request;
    ref.current?.focus({ preventScroll: true });
  }, [mine, request]);
  return {
    ref,
    role: 'button',
    tabIndex: mine ? 0 : -1,
    'aria-label': description,
    'aria-pressed': selected,
    'data-node': id,
    ...(mine ? { 'data-region-focus': '' } : {}),
    onFocus: () => {
      if (focusState().node !== id) noteFocus(id);
    },
  };
}
