import './ui/kit/tokens.css';
import './ui/kit/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './ui/app/App';
import { startEngine } from './worker/start-engine';
import { browserGround } from './workspace/browser';
import { isFirstSitting, openWorkspace } from './workspace/workspace';

const engine = startEngine();
const ground = browserGround(engine);
const root = document.getElementById('root');

const loadSample = async () => (await import('./workspace/sample')).sample;
// The first sitting needs it at once; later ones hardly ever.
if (isFirstSitting(ground)) void loadSample();

void openWorkspace(ground, loadSample).then((workspace) => {
  if (root === null) return;
  createRoot(root).render(<App app={{ ...workspace, engine }} />);
});

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  window.addEventListener('load', () => {
    // Without it the app works all the same, only not offline.
    navigator.serviceWorker.register('./sw.js').catch(() => undefined);
  });
}
