import type { Analysis } from '../analysis/types';
import type { OptionValue } from '../model/cluster';
import type { EngineOption } from '../model/engine-option';

/** The options of the CNI as a form shows them. */
export type EngineOptions = {
  readonly cni: string;
  readonly title: string;
  readonly options: readonly ShownOption[];
  /** Options that Settings name and this CNI does not read. */
  readonly unread: readonly { readonly name: string; readonly value: OptionValue }[];
};

/** `set` is what Settings say; undefined where the engine's default holds. */
export type ShownOption = EngineOption & { readonly set: OptionValue | undefined };

export function engineOptions({ snapshot }: Analysis): EngineOptions {
  const { name, title, options = [] } = snapshot.cni;
  const { options: written } = snapshot.cluster.settings;
  const known = new Set(options.map((option) => option.name));
  return {
    cni: name,
    title,
    options: options.map((option) => ({ ...option, set: written.get(option.name) })),
    unread: [...written].flatMap(([key, value]) => (known.has(key) ? [] : [{ name: key, value }])),
  };
}
