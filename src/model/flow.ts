import type { Address } from './address';
import type { Protocol } from './ports';

/** One end of a flow. */
export type FlowEnd =
  /** A pod by its index. */
  | { readonly kind: 'pod'; readonly pod: number }
  /** An address, which may turn out to be a pod's or a node's. */
  | { readonly kind: 'address'; readonly address: Address }
  /** A node by its name. */
  | { readonly kind: 'node'; readonly node: string }
  /** An identity that a CNI reserves (`host`, `health`, …). */
  | { readonly kind: 'entity'; readonly entity: string }
  /** Whatever address outside a DNS name stands for; in lower case. */
  | { readonly kind: 'domain'; readonly domain: string };

/** One connection that is opened, or the first packet of one. `port` is the destination's, after Service translation. */
export type Flow = {
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  readonly protocol: Protocol;
  /** Of protocols without ports an `otherPort`. */
  readonly port: number;
  /** 40000 where absent: any port that clients use. */
  readonly sourcePort?: number;
  /** Which addresses of dual-stack pods are used. */
  readonly family?: 4 | 6;
  /** What the connection carries, where it is told. */
  readonly http?: HttpRequest;
  /** The DNS name that is asked for. */
  readonly dns?: string;
  /** The server name of its TLS. */
  readonly sni?: string;
};

/** What a flow may say besides its ends and its port. */
export type FlowDetails = Pick<Flow, 'sourcePort' | 'family' | 'http' | 'dns' | 'sni'>;

/** An HTTP request. Header names are in lower case. */
export type HttpRequest = {
  readonly method: string;
  readonly path: string;
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Identities by which an end may be told, though no address is known: those that engines reserve. */
export const entityNames: readonly string[] = [
  'host',
  'remote-node',
  'kube-apiserver',
  'health',
  'init',
  'ingress',
  'unmanaged',
  'world',
];

/** `node:NAME`, `entity:NAME` or `fqdn:NAME`; undefined for any other text. */
export function namedFlowEnd(text: string): FlowEnd | undefined {
  const named = /^(node|entity|fqdn):(.+)$/s.exec(text);
  const name = named?.[2] ?? '';
  switch (named?.[1]) {
    case 'node':
      return { kind: 'node', node: name };
    case 'entity':
      return { kind: 'entity', entity: name };
    case 'fqdn':
      return { kind: 'domain', domain: name.toLowerCase().replace(/\.$/, '') };
    default:
      return undefined;
  }
}
