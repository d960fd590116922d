import type { Origin } from '../model/origin';
import type { JsonObject } from '../yaml/types';

/** One Kubernetes object of the workspace: a document, or an item of a List. */
export type Resource = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** As written; undefined where absent. */
  readonly namespace: string | undefined;
  /** The object as written, before any defaulting. */
  readonly value: JsonObject;
  /** Where the object begins. */
  readonly origin: Origin;
};
