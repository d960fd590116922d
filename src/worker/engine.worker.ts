import { analyze } from '../analysis/analyze';
import { registry } from '../registry';
import { buildGraph } from '../views/graph';
import { createEngine } from './engine';
import type { EngineRequest } from './protocol';
import { serve } from './serve';

const engine = createEngine({
  registry,
  analyze,
  graph: { graph: buildGraph },
  views: async () => (await import('./views-part')).viewsPart,
  language: async () => (await import('./language-part')).languagePart(registry),
  authoring: async () => (await import('./authoring-part')).authoringPart(registry),
});

self.onmessage = (event: MessageEvent<EngineRequest>) => {
  void serve(engine, event.data).then((response) => self.postMessage(response));
};
