import type { OptionValue } from './cluster';

/** An option of an engine that changes verdicts, as a form shows it. */
export type EngineOption = {
  /** The engine's own name for it, as in `spec.options` of Settings. */
  readonly name: string;
  /** In a few words, for a label. */
  readonly title: string;
  /** One sentence on what it changes. */
  readonly about: string;
  /** `choice` is one of `values`. A `list` is several texts. */
  readonly kind: 'boolean' | 'choice' | 'text' | 'number' | 'list';
  /** What the engine does where nothing is said. */
  readonly default: OptionValue;
  readonly values?: readonly string[];
  /** How a text or an item of a list is written, as an example. */
  readonly example?: string;
};
