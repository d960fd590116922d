import { createElement, useEffect, useState, type ComponentType, type ReactNode } from 'react';

/** A component whose code comes later, and a way to fetch that code ahead. */
export type Late<Props> = ((props: Props) => ReactNode) & { readonly fetch: () => Promise<void> };

/**
 * A component that shows nothing until its code is there, and shows at once if the code was fetched ahead: no boundary
 * holds it back, so that a key which opens it and the letters that follow belong together.
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>): Late<Props> {
  let ready: ComponentType<Props> | undefined;
  const fetch = async () => {
    ready = await load();
  };
  const Shown = (props: Props): ReactNode => {
    const [, note] = useState(0);
    useEffect(() => {
      let current = true;
      if (ready === undefined) {
        void fetch().then(() => {
          if (current) note((count) => count + 1);
        });
      }
      return () => {
        current = false;
      };
    }, []);
    return ready === undefined ? null : createElement(ready, props);
  };
  return Object.assign(Shown, { fetch });
}
