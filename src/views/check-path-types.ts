import type { PathRef } from '../analysis/types';
import type { Sentence } from './sentences';

/** One checked path. */
export type CheckedPath = {
  readonly path: PathRef;
  /** Titles of its ends. */
  readonly from: string;
  readonly to: string;
  /** `TCP 8080`. */
  readonly port: string;
  readonly verdict: 'allowed' | 'denied' | 'undetermined';
  /** Only some of what is allowed gets through. */
  readonly isConditional: boolean;
  /** The sentence of Why. */
  readonly sentence: Sentence;
};

/**
 * What came of the text. `nothing`: the text is empty. `incomplete`: so far it names no path, `next` says what is
 * missing. `problem`: a piece of it means nothing here; `near` are whole texts that would.
 */
export type CheckAnswer =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'incomplete'; readonly next: Sentence }
  | {
      readonly kind: 'paths';
      /** The text names no port: the paths are those of all ports that are declared. */
      readonly portless: boolean;
      /** At least one: several where a Service, or `any port`, stands for several. */
      readonly paths: readonly CheckedPath[];
      /** What was translated on the way: a Service to its pods' port, an address to whom it belongs. */
      readonly notes: readonly Sentence[];
    }
  | { readonly kind: 'problem'; readonly message: Sentence; readonly near: readonly string[] };

/** A way to go on from what is typed. */
export type CheckSuggestion = {
  /** The whole text after it is taken. */
  readonly text: string;
  readonly label: Sentence;
  /** `deploy in shop`, `http, declared by api`. */
  readonly detail: string;
  readonly kind: 'workload' | 'outside' | 'service' | 'port' | 'every port';
  /** Of the path that the text then names. */
  readonly verdict: 'allowed' | 'denied' | 'undetermined' | undefined;
  /** `denied`, `denied on all`. */
  readonly verdictText: string;
  /** Taking it makes a whole question. */
  readonly complete: boolean;
};
