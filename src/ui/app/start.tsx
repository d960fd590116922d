import { createRoot } from 'react-dom/client';
import type { App as AppValue } from '../app-context';
import { App } from './App';
import { readingWhereNarrow } from './reading-app';

/** Puts the app into the page. */
export function startApp(root: HTMLElement, app: AppValue): void {
  createRoot(root).render(<App app={readingWhereNarrow(app)} />);
}
