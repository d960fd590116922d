import { anything, field, listOf, object, oneOf, scalar } from '../../resources/schema-parts';
import type { Schema } from '../../yaml/schema';

const text = scalar('string');

const portSchema = object({
  port: field(
    'A number as text, or the name that a container gives its port. `"0"` is every port; a number that begins with 0 ' +
      'is octal. A Service’s port is translated before policies see it.',
    scalar('string', 'port'),
    true,
  ),
  endPort: field(
    'The last port of a range that begins at `port`. One that is not greater than `port` is ignored.',
    scalar('integer'),
  ),
  protocol: field(
    '`ANY` where absent: TCP, UDP and SCTP, never ICMP.',
    oneOf('TCP', 'UDP', 'SCTP', 'VRRP', 'IGMP', 'GRE', 'IPIP', 'IPV6', 'ESP', 'AH', 'ANY'),
  ),
});

const portsList = field('Ports of the destination; any one suffices.', listOf(portSchema));

const secretSchema = object({
  namespace: field('Namespace of the Secret.', scalar('string', 'namespace')),
  name: field('Name of the Secret.', text, true),
});

const tlsSchema = object({
  secret: field('The Secret that holds certificates and keys.', secretSchema, true),
  trustedCA: field('Key of the Secret under which the trusted authorities stand.', text),
  certificate: field('Key of the Secret under which the certificate stands.', text),
  privateKey: field('Key of the Secret under which the private key stands.', text),
});

const headerMatchSchema = object({
  mismatch: field(
    'What is done with a request whose header does not match, instead of refusing it.',
    oneOf('LOG', 'ADD', 'DELETE', 'REPLACE'),
  ),
  name: field('Name of the header.', text, true),
  secret: field('A Secret that holds the value.', secretSchema),
  value: field('The value that the header must have; absent: it must be there.', text),
});

const httpSchema = object({
  path: field(
    'A regular expression (RE2) for the whole path with its query: `/public` does not match `/public/`.',
    scalar('string', 'regexp'),
  ),
  method: field('A regular expression for the whole method: `GET|HEAD`.', scalar('string', 'regexp')),
  host: field(
    'A regular expression for the whole host, with its port if there is one.',
    scalar('string', 'regexp'),
  ),
  headers: field(
    'Headers that must be there: `X-Token: abc` with this value, `X-Token` with any.',
    listOf(text),
  ),
  headerMatches: field('Headers with what is done where they do not match.', listOf(headerMatchSchema)),
});

/** Names as `toFQDNs` and DNS rules give them. */
export const nameSchema = object({
  matchName: field('One DNS name.', scalar('string', 'domain')),
  matchPattern: field(
    'A pattern of DNS names: `*` stands for characters within a label, `**.` in front for one or more labels.',
    text,
  ),
});

const rulesSchema = object({
  http: field(
    'The only HTTP requests that are let through; others get 403. Any other rule that admits the peer on this port ' +
      'without HTTP rules lets everything through.',
    listOf(httpSchema),
  ),
  dns: field(
    'The only DNS names that may be asked for. What is learnt here is what `toFQDNs` selects by.',
    listOf(nameSchema),
  ),
});

const listenerSchema = object({
  envoyConfig: field(
    'The configuration that has the listener.',
    object({
      kind: field('Its kind.', oneOf('CiliumEnvoyConfig', 'CiliumClusterwideEnvoyConfig'), true),
      name: field('Its name.', text, true),
    }),
    true,
  ),
  name: field('Name of the listener.', text, true),
  priority: field('1 to 100; a lower number wins over other proxies.', scalar('integer')),
});

/** An item of `toPorts` of a rule that allows. */
export const portRuleSchema: Schema = object({
  ports: portsList,
  terminatingTLS: field('How TLS from the client is ended, so that rules can look into it.', tlsSchema),
  originatingTLS: field('How TLS to the destination is begun again.', tlsSchema),
  serverNames: field(
    'The only TLS server names that are let through. `*` stays within a label, `**` crosses dots.',
    listOf(scalar('string', 'domain')),
  ),
  listener: field('A listener of Envoy that gets the connections. Egress only.', listenerSchema),
  rules: field(
    'What a proxy lets through of connections to these ports; one kind of rules at a time.',
    rulesSchema,
  ),
});

/** An item of `toPorts` of a rule that denies. */
export const portDenyRuleSchema: Schema = object({ ports: portsList });

export const icmpRuleSchema: Schema = object({
  fields: field(
    'ICMP messages; any one suffices.',
    listOf(
      object({
        family: field('`IPv4` where absent.', oneOf('IPv4', 'IPv6')),
        type: field(
          'Number or name of the type. 0, `EchoReply`, is every type.',
          scalar('intOrString'),
          true,
        ),
      }),
    ),
  ),
});

export const groupSchema: Schema = anything;
