/** An IP address. An IPv4-mapped IPv6 address is kept as the IPv4 address that it maps. */
export type Address = { readonly family: 4 | 6; readonly value: bigint };

/** A block of addresses; `value` is masked to the prefix. */
export type Cidr = { readonly family: 4 | 6; readonly value: bigint; readonly prefix: number };
