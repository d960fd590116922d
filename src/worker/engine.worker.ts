import { analyze } from '../analysis/analyze';
import { kubernetesRegistry, needsAll } from '../registry-kubernetes';
import { buildGraph } from '../views/graph';
import { createEngine } from './engine';
import type { Parts } from './parts';
import type { EngineRequest } from './protocol';
import { serve } from './serve';
import { createUnpacker } from './texts';

const wholeRegistry = async () => (await import('../registry')).registry;
let isWhole = false;

const parts: Parts = {
  registry: async (files) => {
    isWhole ||= needsAll(files.map(({ text }) => text));
    return isWhole ? wholeRegistry() : kubernetesRegistry;
  },
  analyze,
  graph: { graph: buildGraph },
  views: async () => (await import('./views-part')).viewsPart,
  language: async () => (await import('./language-part')).languagePart(await wholeRegistry()),
  authoring: async () => (await import('./authoring-part')).authoringPart(await wholeRegistry()),
  compareCnis: async () => (await import('../analysis/compare-cnis')).compareCnis,
};
const engine = createEngine(parts);

// What is not asked for by then comes all the same, so that no question waits for its code.
setTimeout(
  () => void Promise.allSettled([parts.views(), parts.language(), parts.authoring(), parts.compareCnis()]),
  2500,
);

const unpack = createUnpacker();
self.onmessage = (event: MessageEvent<EngineRequest>) => {
  void serve(engine, unpack(event.data)).then((response) => self.postMessage(response));
};
