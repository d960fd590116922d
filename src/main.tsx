// Small on purpose: the engine's thread and the storage are on their way while the screen's code still loads.
import './ui/kit/tokens.css';
import './ui/kit/base.css';
import { startEngine } from './worker/start-engine';
import { browserGround } from './workspace/browser';
import { isFirstSitting, openWorkspace } from './workspace/workspace';

const engine = startEngine();
const ground = browserGround(engine);
const root = document.getElementById('root');

const loadSample = async () => (await import('./workspace/sample')).sample;
// The first sitting needs it at once; later ones hardly ever.
if (isFirstSitting(ground)) void loadSample();

const opening = openWorkspace(ground, loadSample);
void import('./ui/app/start').then(async ({ startApp }) => {
  const workspace = await opening;
  if (root !== null) startApp(root, { ...workspace, engine });
});

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  window.addEventListener('load', () => {
    // It fetches everything, which is not to keep the first verdicts waiting. Without it the app works all the same,
    // only not offline.
    setTimeout(() => void navigator.serviceWorker.register('./sw.js').catch(() => undefined), 3000);
  });
}
