import { field, listOf, mapOf, object, oneOf, scalar } from '../../resources/schema-parts';
import type { Schema } from '../../yaml/schema';

/*
 * Rules of Calico's policies and profiles, with every field in the order in which they are written. Upstream:
 * projectcalico/calico `api/pkg/apis/projectcalico/v3/policy_common.go`.
 */

/** A text in Calico's selector language. */
export const selectorSchema: Schema = scalar('string', 'calico selector');

const cidr = scalar('string', 'cidr');

const accountsSchema = object({
  names: field('Pods that run under one of these accounts.', listOf(scalar('string', 'service account'))),
  selector: field('Pods whose account has these labels: `role == "worker"`.', selectorSchema),
});

const servicesSchema = object({
  name: field('Name of a Service: its backends are meant, ready or not.', scalar('string', 'service'), true),
  namespace: field(
    'Its namespace. It is never the policy’s own by default: without one the rule matches nothing.',
    scalar('string', 'namespace'),
  ),
});

const portsSchema = listOf(scalar('intOrString', 'port'));

const sideSchema = object({
  selector: field(
    'Endpoints and network sets with these labels: `app == "web"`. In a namespaced policy those of its own namespace, ' +
      'unless `namespaceSelector` stands beside it.',
    selectorSchema,
  ),
  notSelector: field(
    'Whatever has these labels is not meant. Alone in a namespaced policy, the rest of its own namespace is; alone in ' +
      'a global one, every other address.',
    selectorSchema,
  ),
  namespaceSelector: field(
    'Endpoints and network sets of the namespaces with these labels. `all()` is every namespace, `global()` what is in ' +
      'none. A negative one also means hosts and global network sets.',
    selectorSchema,
  ),
  serviceAccounts: field('Pods by the accounts that they run under; both members must hold.', accountsSchema),
  services: field('The backends of a Service; excludes selectors and nets.', servicesSchema),
  nets: field('Addresses, those of pods too. All of a rule must be of one family.', listOf(cidr)),
  notNets: field('Addresses that are not meant.', listOf(cidr)),
  ports: field(
    'Numbers, ranges such as `"80:90"`, or names of ports; any one suffices. Numbers need a protocol.',
    portsSchema,
  ),
  notPorts: field('Ports that are not meant.', portsSchema),
});

const icmpSchema = object({
  type: field('ICMP type, 0 to 254. Absent: every type.', scalar('integer')),
  code: field('ICMP code, 0 to 255; needs a type. Absent: every code.', scalar('integer')),
});

const httpSchema = object({
  methods: field(
    'HTTP methods; any one suffices, `*` is every one.',
    listOf(scalar('string', 'http method')),
  ),
  paths: field(
    'Paths; any one suffices.',
    listOf(
      object({
        exact: field('This very path.', scalar('string')),
        prefix: field('This path and those below it.', scalar('string')),
      }),
    ),
  ),
});

const protocol: Schema = scalar('intOrString', 'calico protocol');

export const ruleSchema: Schema = object({
  action: field(
    '`Allow` and `Deny` end it. `Pass` goes on with the next tier, `Log` with the next rule.',
    oneOf('Allow', 'Deny', 'Log', 'Pass'),
    true,
  ),
  metadata: field(
    'Notes that change nothing.',
    object({ annotations: field('Notes for programs and people.', mapOf(scalar('string'))) }),
  ),
  ipVersion: field('4 or 6. Absent: both.', scalar('integer')),
  protocol: field(
    '`TCP`, `UDP`, `ICMP`, `ICMPv6`, `SCTP`, `UDPLite`, or a number. Absent: every protocol. `ICMP` by name is IPv4 only.',
    protocol,
  ),
  notProtocol: field('Every other protocol.', protocol),
  icmp: field('Kinds of ICMP packets; needs the protocol `ICMP` or `ICMPv6`.', icmpSchema),
  notICMP: field(
    'Other kinds of ICMP packets. Use it with the protocol `ICMP` or `ICMPv6` only.',
    icmpSchema,
  ),
  source: field(
    'Where the packet comes from. In an egress rule that is the pod that the policy applies to.',
    sideSchema,
  ),
  destination: field(
    'Where the packet goes. In an ingress rule that is the pod that the policy applies to.',
    sideSchema,
  ),
  http: field(
    'HTTP requests, in `Allow` rules of ingress. Only Calico’s application layer looks at it: without one the rule allows ' +
      'every connection.',
    httpSchema,
  ),
});
