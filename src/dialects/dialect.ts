import type { Action, Direction, Policy, PolicyRef, SpecRule } from '../model/policy';
import type { FieldError } from '../resources/api-server/field-error';
import type { Resource } from '../resources/resource';
import type { Cidr } from '../model/address';
import type { Node, OptionValue } from '../model/cluster';
import type { Origin } from '../model/origin';
import type { JsonObject, YamlOperation } from '../yaml/types';
import type { Schema } from '../yaml/schema';

export type { FieldError } from '../resources/api-server/field-error';

/** What besides the document decides how it is read and whether it is accepted. */
export type Surroundings = {
  /** Name of the CNI (`kubernetes`, `calico-3.32`, …): its version decides what is refused. */
  readonly cni: string;
  /** Options of the engine, by the names that it has for them. */
  readonly options: ReadonlyMap<string, OptionValue>;
  /** Release and channel of installed CRDs (`0.1.7-experimental`), where a dialect has several. */
  readonly crd?: string;
};

/** The reference engine without any option. */
export const plainSurroundings: Surroundings = { cni: 'kubernetes', options: new Map() };

/** An object that is no policy and that only CNIs read: a tier, a set of networks, an endpoint of a host. */
export type DialectObject = {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** What it says, in the form of its dialect. */
  readonly spec: unknown;
  readonly origin: Origin;
};

/** What one document of a dialect says. */
export type Decoded = {
  /** As the API server would store it, defaults applied; undefined if the server would refuse it. */
  readonly policy: Policy | undefined;
  /** The object, of a kind that is no policy; undefined if the server would refuse it. */
  readonly object?: DialectObject;
  readonly errors: readonly FieldError[];
  /** What the server says of a document that it accepts. */
  readonly warnings: readonly FieldError[];
};

/** A piece of a NetworkPolicy-like rule that authoring wants written. Empty lists are never written (AU-11). */
export type RuleSketch = {
  readonly direction: Direction;
  /** Undefined: anyone (never by accident: only when asked). */
  readonly peers: readonly PeerSketch[] | undefined;
  /** Undefined: every port of every protocol. */
  readonly ports: readonly PortSketch[] | undefined;
};
export type SelectorSketch = Readonly<{
  matchLabels?: Readonly<Record<string, string>>;
  matchExpressions?: readonly Readonly<{ key: string; operator: string; values?: readonly string[] }>[];
}>;
export type PeerSketch =
  | {
      readonly kind: 'pods';
      readonly namespaces?: SelectorSketch;
      readonly pods?: SelectorSketch;
    }
  | { readonly kind: 'addresses'; readonly cidr: string; readonly except?: readonly string[] };
export type PortSketch = {
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly port?: number | string;
  readonly endPort?: number;
};

/** A new policy that authoring wants written. */
export type PolicySketch = {
  readonly namespace: string;
  readonly name: string;
  readonly subject: SelectorSketch;
  /** Directions it isolates, in this order. */
  readonly directions: readonly Direction[];
  readonly rules: readonly RuleSketch[];
  readonly labels?: Readonly<Record<string, string>>;
};

/** How a dialect spells changes of its documents: operations on paths, for `yaml/` to carry out. */
export type DialectEdits = {
  /** The value of a new document. */
  readonly newPolicy: (sketch: PolicySketch) => JsonObject;
  /** Adds peers to a rule that has peers. `document` is the document's value as written. */
  readonly addPeers: (
    document: JsonObject,
    direction: Direction,
    rule: number,
    peers: readonly PeerSketch[],
  ) => readonly YamlOperation[];
  readonly addPorts: (
    document: JsonObject,
    direction: Direction,
    rule: number,
    ports: readonly PortSketch[],
  ) => readonly YamlOperation[];
  readonly addRule: (document: JsonObject, rule: RuleSketch) => readonly YamlOperation[];
  /** Removes a rule; isolation stays as it was (DEL-5, DEL-6). */
  readonly removeRule: (document: JsonObject, direction: Direction, rule: number) => readonly YamlOperation[];
  /** Removes one peer; the last one takes its rule along. */
  readonly removePeer: (
    document: JsonObject,
    direction: Direction,
    rule: number,
    peer: number,
  ) => readonly YamlOperation[];
  /** Removes one port entry; the last one takes its rule along. */
  readonly removePort: (
    document: JsonObject,
    direction: Direction,
    rule: number,
    port: number,
  ) => readonly YamlOperation[];
  /** Narrows a peer of pods by one more requirement (DEL-4). */
  readonly narrowPeer: (
    document: JsonObject,
    direction: Direction,
    rule: number,
    peer: number,
    requirement: { readonly key: string; readonly operator: 'NotIn'; readonly values: readonly string[] },
  ) => readonly YamlOperation[];
};

/** A ready-made piece of text offered by completion. */
export type Snippet = {
  readonly label: string;
  readonly doc: string;
  /** A whole document. */
  readonly body: string;
};

/** By which rule of the dialect its policies do what they do: what a rule's action means, and that one isolates. */
export type SpecRules = Readonly<Partial<Record<Action | 'isolate', SpecRule>>>;

/** An end of flows outside that a policy speaks of, and that no address stands for. */
export type NamedPeer =
  /** A DNS name, or a pattern with stars; in lower case, without a dot at the end. */
  | { readonly kind: 'domain'; readonly pattern: string }
  /** An identity that the engine reserves. */
  | { readonly kind: 'entity'; readonly entity: string }
  | { readonly kind: 'nodes'; readonly holds: (node: Node) => boolean };

/** What an object that is no policy says of the outside: a set of blocks, or an endpoint of a node. */
export type NamedObject =
  | { readonly kind: 'blocks'; readonly cidrs: readonly Cidr[] }
  | { readonly kind: 'host'; readonly node: string };

/** What a policy language is to the rest of the program. */
export type Dialect = {
  readonly name: string;
  /** As people call it: `NetworkPolicy`. */
  readonly title: string;
  /** Whether the dialect reads documents of this apiVersion and kind. */
  readonly reads: (apiVersion: string, kind: string) => boolean;
  /** False for its kinds that are objects of another use; undefined where all are policies. */
  readonly isPolicy?: (kind: string) => boolean;
  /** Kinds that an editor offers besides those of the snippets. */
  readonly kinds?: readonly { readonly apiVersion: string; readonly kind: string }[];
  readonly schema: (kind: string) => Schema | undefined;
  readonly decode: (resource: Resource, around: Surroundings) => Decoded;
  /** What the server and the engine say of a document as it is applied: all errors, in their order. */
  readonly validate: (object: JsonObject, around: Surroundings) => readonly FieldError[];
  /** Undefined where authoring does not write the dialect. */
  readonly edits?: DialectEdits;
  readonly snippets: readonly Snippet[];
  /** Undefined where its rules have no numbers. */
  readonly specRules?: SpecRules;
  /** What a policy names that no address stands for; absent where the language has no words for such. */
  readonly names?: (policy: Policy) => readonly NamedPeer[];
  /** What an object of the language names; absent where it has no such objects. */
  readonly outsideOf?: (object: DialectObject) => NamedObject | undefined;
};

/** A dialect that authoring can write. */
export type WritableDialect = Dialect & { readonly edits: DialectEdits };

export function isWritable(dialect: Dialect): dialect is WritableDialect {
  return dialect.edits !== undefined;
}

/** `kind namespace/name`, unique among policies. */
export function policyKey(ref: PolicyRef): string {
  return `${ref.dialect} ${ref.kind} ${ref.namespace ?? ''}/${ref.name}`;
}
