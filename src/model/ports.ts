/** A protocol that policies name; `other` stands for every further protocol of the Internet Protocol at once. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP' | 'other';

/** First to last port, both included. For `other` always 0 to 0. */
export type PortRange = { readonly protocol: Protocol; readonly first: number; readonly last: number };

/**
 * A set of ports over all protocols: sorted by protocol (TCP, UDP, SCTP, other) and port, neither overlapping
 * nor adjoining. TCP, UDP and SCTP run from 1 to 65535 (port 0 is no destination).
 */
export type PortSet = readonly PortRange[];
