import type { CniChange } from '../analysis/cni-change';
import type { Analysis } from '../analysis/types';
import type { Registry } from '../snapshot/types';
import type { SourceFile } from '../yaml/types';
import type { EngineCall, EngineCalls } from './protocol';

/** From texts to verdicts; the previous analysis is where unchanged documents are taken from. */
export type Analyze = (
  files: readonly SourceFile[],
  revision: number,
  registry: Registry,
  previous?: Analysis,
) => Analysis;

/** A question with the analysis that it is asked about put in front. */
export type About<Call extends EngineCall> = (
  analysis: Analysis,
  ...parameters: Parameters<EngineCalls[Call]>
) => ReturnType<EngineCalls[Call]>;

type Table<Call extends EngineCall> = { readonly [Name in Call]: About<Name> };

export type GraphPart = Table<'graph'>;
export type ViewsPart = Table<
  | 'matrix'
  | 'explain'
  | 'workload'
  | 'outside'
  | 'policy'
  | 'check'
  | 'suggest'
  | 'engineOptions'
  | 'placeOfWorkload'
>;
export type LanguagePart = Table<
  'hover' | 'complete' | 'lenses' | 'outline' | 'quickFixes' | 'shapes' | 'selectorAt'
>;
export type AuthoringPart = Table<'plan' | 'template' | 'portOffers' | 'clusterEdit'>;

/**
 * What the engine is made of. What the first picture does not need is loaded when it is first asked for, so that the
 * first verdicts come before the planner and the editor's language are there.
 */
export type Parts = {
  /** What these texts are read with. */
  readonly registry: (files: readonly SourceFile[]) => Promise<Registry>;
  readonly analyze: Analyze;
  readonly graph: GraphPart;
  readonly views: () => Promise<ViewsPart>;
  readonly language: () => Promise<LanguagePart>;
  readonly authoring: () => Promise<AuthoringPart>;
  readonly compareCnis: () => Promise<(before: Analysis, after: Analysis) => CniChange>;
};
