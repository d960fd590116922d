import { useEffect, useSyncExternalStore } from 'react';
import { useWorkspace } from '../app-context';

const query = '(prefers-color-scheme: dark)';

function subscribe(listener: () => void): () => void {
  const list = window.matchMedia(query);
  list.addEventListener('change', listener);
  return () => list.removeEventListener('change', listener);
}

/** Puts the theme onto the document; `public/theme.js` has done so before the first paint. */
export function useTheme(): void {
  const isDark = useIsDark();
  useEffect(() => {
    const root = document.documentElement;
    root.classList.toggle('dark', isDark);
    root.classList.toggle('light', !isDark);
  }, [isDark]);
}

/** Whether the dark theme is in use, by choice or as the system has it. */
export function useIsDark(): boolean {
  const theme = useWorkspace((state) => state.preferences.theme);
  const systemIsDark = useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
  return theme === 'dark' || (theme === 'system' && systemIsDark);
}
