import type { CniChange } from '../analysis/cni-change';
import type { PathRef, Place, Summary } from '../analysis/types';
import type {
  ClusterEdit,
  ClusterObject,
  Plan,
  PlanEnd,
  PlanRequest,
  PortOffer,
  StepResult,
  TemplateRequest,
} from '../authoring/types';
import type {
  CompletionItem,
  Hover,
  Lens,
  QuickFix,
  SelectorMatch,
  Shape,
  OutlineItem,
} from '../language/types';
import type { CheckAnswer, CheckSuggestion } from '../views/check-path';
import type { Explanation } from '../views/explanation-types';
import type { GraphRequest, GraphView } from '../views/graph-types';
import type { MatrixRequest, MatrixView } from '../views/matrix-types';
import type { EngineOptions } from '../views/engine-options';
import type { OutsideDetail, PolicyDetail, WorkloadDetail } from '../views/detail-types';
import type { SourceFile } from '../yaml/types';

/**
 * The questions that the screen asks the engine. Each answer is about the newest revision that the engine has been
 * told; a question about something that is no longer there is answered with undefined.
 */
export type EngineCalls = {
  /** Tells the texts; answers when verdicts are there. Superseded updates are answered with undefined. */
  readonly update: (request: {
    readonly revision: number;
    readonly files: readonly SourceFile[];
  }) => Summary | undefined;
  readonly graph: (request: GraphRequest) => GraphView;
  readonly matrix: (request: MatrixRequest) => MatrixView;
  readonly explain: (path: PathRef) => Explanation | undefined;
  readonly workload: (id: string) => WorkloadDetail | undefined;
  readonly outside: (id: string) => OutsideDetail | undefined;
  readonly policy: (key: string) => PolicyDetail | undefined;
  /** What is typed into Check a path. */
  readonly check: (text: string) => CheckAnswer;
  readonly suggest: (text: string) => readonly CheckSuggestion[];
  readonly hover: (file: string, offset: number) => Hover | undefined;
  readonly complete: (file: string, offset: number) => readonly CompletionItem[];
  readonly lenses: (file: string) => readonly Lens[];
  readonly outline: (file: string) => readonly OutlineItem[];
  readonly quickFixes: (file: string, start: number, end: number) => readonly QuickFix[];
  readonly shapes: (file: string) => readonly Shape[];
  /** The selector around an offset and whom it matches. */
  readonly selectorAt: (file: string, offset: number) => SelectorMatch | undefined;
  readonly plan: (request: PlanRequest) => Plan;
  /** Default deny and DNS rules for one namespace. */
  readonly template: (request: TemplateRequest) => Plan;
  /** Ports to offer for a destination of a drawn edge. */
  readonly portOffers: (to: PlanEnd) => readonly PortOffer[];
  /** A change of cluster documents, of Settings or of one statement. */
  readonly clusterEdit: (edit: ClusterEdit) => StepResult;
  /** Removes the document of a workload or namespace. */
  readonly removal: (of: ClusterObject) => StepResult;
  /** What the last texts changed by choosing another CNI; undefined where they did not. Told once. */
  readonly cniChange: () => CniChange | undefined;
  /** The options of the CNI, with what Settings say of them. */
  readonly engineOptions: () => EngineOptions;
  readonly placeOfWorkload: (id: string) => Place | undefined;
};

export type EngineCall = keyof EngineCalls;

/** Messages to the worker and back. `id` pairs them. */
export type EngineRequest = {
  readonly id: number;
  readonly call: EngineCall;
  readonly arguments: readonly unknown[];
};
export type EngineResponse =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string };

/** The engine as the screen holds it. */
export type Engine = {
  readonly [Call in EngineCall]: (
    ...parameters: Parameters<EngineCalls[Call]>
  ) => Promise<ReturnType<EngineCalls[Call]>>;
};
