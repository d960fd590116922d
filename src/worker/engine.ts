import type { Analysis, Summary } from '../analysis/types';
import type { SourceFile } from '../yaml/types';
import type { About, Parts } from './parts';
import type { Engine, EngineCall, EngineCalls } from './protocol';

type Texts = { readonly revision: number; readonly files: readonly SourceFile[] };

/**
 * The engine without a thread: keeps the newest analysis and answers questions about it. Questions asked before the
 * first texts were told wait for them. What a part throws becomes a rejection; the analysis stays.
 */
export function createEngine(parts: Parts): Engine {
  let analysis: Analysis | undefined;
  /** What the newest analysis took the place of, where that was under another CNI. */
  let otherCni: Analysis | undefined;
  let arrived: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  /** Settles when the newest texts are analyzed or have failed. */
  let working: Promise<unknown> = first;

  const current = async (): Promise<Analysis> => {
    await first;
    await working;
    if (analysis === undefined) throw new Error('nothing has been analyzed yet');
    return analysis;
  };

  const update = async ({ revision, files }: Texts): Promise<Summary> => {
    const registry = await parts.registry(files);
    const before = analysis;
    analysis = parts.analyze(files, revision, registry, before);
    otherCni = before !== undefined && before.summary.cni !== analysis.summary.cni ? before : undefined;
    arrived();
    return analysis.summary;
  };

  /** A question of a part that is loaded when it is first needed. */
  function from<Call extends EngineCall>(
    load: () => Promise<{ readonly [Name in Call]: About<Name> }>,
    call: Call,
  ): Engine[Call] {
    const ask = async (
      ...parameters: Parameters<EngineCalls[Call]>
    ): Promise<ReturnType<EngineCalls[Call]>> => {
      const part = await load();
      return part[call](await current(), ...parameters);
    };
    return ask as Engine[Call];
  }

  const { views, language, authoring } = parts;
  return {
    update: (texts) => {
      const summary = update(texts);
      working = summary.catch(() => undefined);
      return summary;
    },
    graph: async (request) => parts.graph.graph(await current(), request),
    matrix: from(views, 'matrix'),
    explain: from(views, 'explain'),
    workload: from(views, 'workload'),
    outside: from(views, 'outside'),
    policy: from(views, 'policy'),
    check: from(views, 'check'),
    suggest: from(views, 'suggest'),
    engineOptions: from(views, 'engineOptions'),
    placeOfWorkload: from(views, 'placeOfWorkload'),
    cniChange: async () => {
      const after = await current();
      const before = otherCni;
      otherCni = undefined;
      return before === undefined ? undefined : (await parts.compareCnis())(before, after);
    },
    hover: from(language, 'hover'),
    complete: from(language, 'complete'),
    lenses: from(language, 'lenses'),
    outline: from(language, 'outline'),
    quickFixes: from(language, 'quickFixes'),
    shapes: from(language, 'shapes'),
    selectorAt: from(language, 'selectorAt'),
    plan: from(authoring, 'plan'),
    template: from(authoring, 'template'),
    portOffers: from(authoring, 'portOffers'),
    clusterEdit: from(authoring, 'clusterEdit'),
    removal: async (of) => {
      const part = await authoring();
      const asked = await current();
      const { workloads, namespaces } = asked.snapshot.cluster;
      const found =
        of.kind === 'workload' ? workloads.find(({ id }) => id === of.id) : namespaces.get(of.name);
      if (found?.origin === undefined) return { ok: false, reason: 'No document declares it.' };
      return part.clusterEdit(asked, { kind: 'remove document', origin: found.origin });
    },
  };
}
