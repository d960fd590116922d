import { policyKey } from '../dialects/dialect';
import type { Registry, Snapshot } from '../snapshot/types';
import type { Schema } from '../yaml/schema';
import type { Path } from '../yaml/types';
import type { LinePlace } from './line-place';
import type { CompletionItem } from './types';

/** A proposal without its place. */
export type Proposal = Omit<CompletionItem, 'start' | 'end'>;

/** The object that a caret is in, as far as its lines tell. */
export type CaretContext = {
  readonly snapshot: Snapshot;
  readonly registry: Registry;
  readonly file: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly schema: Schema | undefined;
  /** Path of the caret's container, from the object. */
  readonly path: Path;
  readonly place: LinePlace;
  /** Value of a key of the same object, as its line shows it. */
  readonly valueOf: (path: Path) => string | undefined;
  readonly hasKey: (path: Path) => boolean;
  /** Values of the other keys in the caret's map. */
  readonly beside: ReadonlyMap<string, string>;
  /** Dashes of lists stand deeper than the key that they belong to. */
  readonly indentsLists: boolean;
};

/** The key by which the snapshot knows the policy that is being edited. */
export function ownPolicyKey(context: CaretContext): string | undefined {
  const dialect = context.registry.dialects.find((one) => one.reads(context.apiVersion, context.kind));
  if (dialect === undefined || context.name === '') return undefined;
  return policyKey({
    dialect: dialect.name,
    kind: context.kind,
    namespace: context.namespace,
    name: context.name,
  });
}
