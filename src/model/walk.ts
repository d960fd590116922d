import type { AddressSet } from './address-set';
import type { Node, Pod } from './cluster';
import type { HttpRequest } from './flow';
import type { Origin } from './origin';
import type { Action, Direction, Policy } from './policy';
import type { PortSet } from './ports';
import type { Miss } from './verdict';

/** An end of a flow as the sets of a CNI see it. Its addresses are told beside it, since they may be unknown. */
export type End =
  | { readonly kind: 'pod'; readonly pod: Pod }
  /**
   * A node: its own traffic, its address, or a pod of the host network. `own`: it is the node of the gate's pod.
   * `node` is absent where no document declares it.
   */
  | { readonly kind: 'node'; readonly name: string; readonly node?: Node; readonly own: boolean }
  /** Any other address; `names` are the DNS names that it is known by, in lower case. */
  | { readonly kind: 'outside'; readonly names: readonly string[] }
  /** An identity that is reserved by a CNI and stands for no address that is known (`health`, `init`, …). */
  | { readonly kind: 'entity'; readonly name: string };

/**
 * Of pods, none is held but those of which `of` gives one of the values: so that few need to be asked. Equal keys mean
 * equal functions.
 */
export type OnlyPods = {
  readonly key: string;
  readonly of: (pod: Pod) => string | undefined;
  readonly values: readonly string[];
};

/** A set of ends, as a CNI makes it of a selector, a block or a name. */
export type EndSet = {
  /** Sets with equal keys hold the same ends. */
  readonly key: string;
  /** Whether the end is in it for what it is, whatever its address. */
  readonly holds: (end: End) => boolean;
  readonly only?: OnlyPods;
  /** Ends with one of these addresses are in it, too: every end, or only those outside. */
  readonly addresses: AddressSet;
  readonly addressesOf: 'every end' | 'outside';
};

/** A part of a condition on one end: it is in the set, or it is not. */
export type Term = { readonly set: EndSet; readonly negated: boolean };

/** One alternative of an entry's peers: all terms hold. */
export type EntryPeer = {
  readonly terms: readonly Term[];
  readonly origin: Origin;
  /** How the engine reads it, where that is not what was written. */
  readonly words?: string;
  /** What does not match, for an end that the terms do not hold for; empty where nothing better than the origin is known. */
  readonly misses?: (end: End) => readonly Miss[];
};

/** One alternative of an entry's ports: the ports that it means on a destination. */
export type EntryPort = {
  /** Alternatives with equal keys mean the same ports on every destination. */
  readonly key: string;
  /** The same for every destination, or a function of it (named ports, ports of a Service). */
  readonly ports: PortSet | ((destination: End) => PortSet);
  readonly origin: Origin;
};

/** What a proxy demands of a connection that policy lets through. A list of alternatives that is empty lets nothing. */
export type Condition = {
  readonly kind: 'http' | 'dns' | 'server name';
  /** Each alternative in words: `GET /v1/.*`. */
  readonly words: readonly string[];
  /** Equal keys demand the same. */
  readonly key: string;
  /** Whether a request, a DNS name or a TLS server name meets it. */
  readonly meets: (asked: {
    readonly http?: HttpRequest;
    readonly dns?: string;
    readonly sni?: string;
  }) => boolean;
};

export type Authentication = 'disabled' | 'required' | 'test-always-fail';

/** A rule of a policy for one direction, as the walk looks at it. */
export type Entry = {
  /** Index of the rule in the policy's list of this direction; several entries may come from one rule. */
  readonly rule: number;
  /** `log` matches and decides nothing. */
  readonly action: Action;
  /** What the subject itself must be besides, where rules name both sides. */
  readonly own: readonly Term[];
  readonly peers: 'any' | readonly EntryPeer[];
  readonly ports: 'any' | readonly EntryPort[];
  /** Ports that the flow must come from, by what the source is; undefined: any. */
  readonly sourcePorts?: { readonly key: string; readonly ports: (source: End) => PortSet };
  readonly family?: 4 | 6;
  readonly condition?: Condition;
  readonly authentication?: Authentication;
  readonly origin: Origin;
};

/** A policy as the walk looks at it. */
export type WalkPolicy = {
  readonly policy: Policy;
  /** Sets that gates hold ends against for it, beside those of its entries. */
  readonly besides?: readonly EndSet[];
  /** Whom it applies to: pods, and nodes where the CNI polices them. Never by address. */
  readonly subject: {
    readonly key: string;
    readonly holds: (end: End) => boolean;
    readonly only?: OnlyPods;
  };
  readonly sides: Readonly<
    Record<
      Direction,
      {
        /** It is looked at in this direction. */
        readonly applies: boolean;
        /** It isolates its subjects in this direction: used by an end that asks for it. */
        readonly isolates: boolean;
        readonly entries: readonly Entry[];
      }
    >
  >;
};

/**
 * Policies looked at together. `first`: the first entry that matches decides, in the order of the policies. `strongest`:
 * of all entries that match, a deny decides before an allow, and an allow before a pass.
 */
export type WalkLevel = { readonly combine: 'first' | 'strongest'; readonly policies: readonly WalkPolicy[] };

/**
 * Levels in order. A pass goes on with the next tier. What happens when nothing in it decided: `deny` and `next` hold if
 * any policy of the tier applies to the subject; `isolated` denies if one isolates it. Otherwise the walk goes on.
 */
export type WalkTier = {
  readonly name: string;
  readonly levels: readonly WalkLevel[];
  readonly end: 'deny' | 'next' | 'isolated';
};

/**
 * Tiers in order, and what happens after the last: allowed, denied, denied only where a policy of the stage isolates the
 * subject, or on to the next stage.
 */
export type Stage = {
  readonly tiers: readonly WalkTier[];
  readonly end: 'allow' | 'deny' | 'isolated' | 'next';
};

/** Something that a flow must pass on its way: the gate of a pod, or an endpoint of a host. */
export type Checkpoint = {
  /** `gate` for a pod's own; else how people call it: `HostEndpoint node1-eth0`. */
  readonly name: string;
  readonly kind: 'gate' | 'host';
  readonly subject: End;
  /** Where it stands decides which sections of the policies count, which need not be the side of the flow. */
  readonly direction: Direction;
  /** An allow in one stage ends the checkpoint; where a stage decides nothing the next is walked. */
  readonly stages: readonly Stage[];
};
