import { createContext } from 'react';

/** Closes the menu that an item is in, before the item acts. */
export const CloseMenu = createContext<() => void>(() => undefined);
