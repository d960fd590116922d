import { RE2JS } from 're2js';
import { crdRoot } from '../../../resources/api-server/crd-schema';
import type { CrdPattern, CrdSchema } from '../../../resources/api-server/crd-schema';
import type { CrdFormats } from '../../../resources/api-server/crd-scalars';
import { isCidrFormat } from './cidr-format';

/*
 * The schemas that Cilium's CRDs give the API server, with all that refuses a value.
 * Upstream: `pkg/k8s/apis/cilium.io/client/crds/v2/*.yaml` of 1.19 and 1.20.
 */

/** Texts of a release, and what only one of the two has. */
type Release = {
  readonly is120: boolean;
  readonly entities: readonly string[];
  readonly protocols: readonly string[];
  readonly serverName: CrdPattern;
};

export const ciliumFormats: CrdFormats = { cidr: isCidrFormat };

/** The schema of policies of both scopes. */
export function policySchema(is120: boolean): CrdSchema {
  return is120 ? policy120 : policy119;
}

const text: CrdSchema = { type: 'string' };
const cidr: CrdSchema = { type: 'string', format: 'cidr' };
const flag: CrdSchema = { type: 'boolean' };

/** Matched in linear time: the upstream expressions backtrack without end in other engines. */
function pattern(expression: string): CrdPattern {
  const compiled = RE2JS.compile(expression);
  return { text: expression, matches: (value) => compiled.matcher(value).find() };
}

function list(items: CrdSchema, limits: { minItems?: number; maxItems?: number } = {}): CrdSchema {
  return { type: 'array', items, ...limits };
}

function object(
  properties: Readonly<Record<string, CrdSchema>>,
  required: readonly string[] = [],
): CrdSchema {
  return { type: 'object', properties, ...(required.length === 0 ? {} : { required }) };
}

function choice(values: readonly string[]): CrdSchema {
  return { type: 'string', enum: values };
}

/** One of several members. */
function members(names: readonly string[]): readonly CrdSchema[] {
  return names.map((name) => ({ required: [name], properties: { [name]: {} } }));
}

const selector: CrdSchema = object({
  matchLabels: {
    type: 'object',
    additionalProperties: {
      type: 'string',
      maxLength: 63,
      pattern: pattern('^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$'),
    },
  },
  matchExpressions: list(
    object({ key: text, operator: choice(['In', 'NotIn', 'Exists', 'DoesNotExist']), values: list(text) }, [
      'key',
      'operator',
    ]),
  ),
});

const icmpType: CrdSchema = {
  intOrString: true,
  anyOf: [{ type: 'integer' }, { type: 'string' }],
  pattern: pattern(
    '^([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]|EchoReply|DestinationUnreachable|Redirect|Echo|' +
      'RouterAdvertisement|RouterSelection|TimeExceeded|ParameterProblem|Timestamp|TimestampReply|Photuris|' +
      'ExtendedEchoRequest|ExtendedEcho Reply|PacketTooBig|ParameterProblem|EchoRequest|MulticastListenerQuery|' +
      'MulticastListenerReport|MulticastListenerDone|RouterSolicitation|RouterAdvertisement|NeighborSolicitation|' +
      'NeighborAdvertisement|RedirectMessage|RouterRenumbering|ICMPNodeInformationQuery|' +
      'ICMPNodeInformationResponse|InverseNeighborDiscoverySolicitation|InverseNeighborDiscoveryAdvertisement|' +
      'HomeAgentAddressDiscoveryRequest|HomeAgentAddressDiscoveryReply|MobilePrefixSolicitation|' +
      'MobilePrefixAdvertisement|DuplicateAddressRequestCodeSuffix|DuplicateAddressConfirmationCodeSuffix)$',
  ),
};

const icmps = list(
  object({
    fields: list(
      object({ family: { type: 'string', enum: ['IPv4', 'IPv6'], default: 'IPv4' }, type: icmpType }, [
        'type',
      ]),
      { maxItems: 40 },
    ),
  }),
);

const authentication = object({ mode: choice(['disabled', 'required', 'test-always-fail']) }, ['mode']);

const cidrSet = list({
  ...object({
    cidr,
    cidrGroupRef: {
      type: 'string',
      maxLength: 253,
      pattern: pattern('^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$'),
    },
    cidrGroupSelector: selector,
    except: list(cidr),
  }),
  oneOf: members(['cidr', 'cidrGroupRef', 'cidrGroupSelector']),
});

const groups = list(
  object({
    aws: object({
      labels: { type: 'object', additionalProperties: text },
      region: text,
      securityGroupsIds: list(text),
      securityGroupsNames: list(text),
    }),
  }),
);

const fqdn: CrdSchema = {
  ...object({
    matchName: { type: 'string', maxLength: 255, pattern: pattern('^([-a-zA-Z0-9_]+[.]?)+$') },
    matchPattern: { type: 'string', maxLength: 255, pattern: pattern('^([-a-zA-Z0-9_*]+[.]?)+$') },
  }),
  oneOf: members(['matchName', 'matchPattern']),
};

const secret = object({ name: text, namespace: text }, ['name']);
const tls = object({ certificate: text, privateKey: text, secret, trustedCA: text }, ['secret']);
const named: CrdSchema = { type: 'string', minLength: 1 };

const listener = object(
  {
    envoyConfig: object(
      { kind: choice(['CiliumEnvoyConfig', 'CiliumClusterwideEnvoyConfig']), name: named },
      ['name'],
    ),
    name: named,
    priority: { type: 'integer', minimum: 1, maximum: 100 },
  },
  ['envoyConfig', 'name'],
);

const http = list(
  object({
    headerMatches: list(
      object({ mismatch: choice(['LOG', 'ADD', 'DELETE', 'REPLACE']), name: named, secret, value: text }, [
        'name',
      ]),
    ),
    headers: list(text),
    host: text,
    method: text,
    path: text,
  }),
);

const kafka = list(
  object({
    apiKey: text,
    apiVersion: text,
    clientID: text,
    role: choice(['produce', 'consume']),
    topic: { type: 'string', maxLength: 255 },
  }),
);

function rules({ is120 }: Release): CrdSchema {
  const dns = list(fqdn);
  if (is120) return { ...object({ dns, http }), oneOf: members(['http', 'dns']) };
  const l7 = list({ type: 'object', additionalProperties: text });
  return {
    ...object({ dns, http, kafka, l7, l7proto: text }),
    oneOf: members(['http', 'kafka', 'dns', 'l7proto']),
  };
}

function port({ is120, protocols }: Release): CrdSchema {
  return object({
    // The servers that 1.19 was recorded with say nothing of the format.
    endPort: { type: 'integer', minimum: 0, maximum: 65535, ...(is120 ? { format: 'int32' } : {}) },
    port: {
      type: 'string',
      pattern: pattern(
        '^(6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[0-9]{1,4})|' +
          '([a-zA-Z0-9]-?)*[a-zA-Z](-?[a-zA-Z0-9])*$',
      ),
    },
    protocol: choice(protocols),
  });
}

function toPorts(release: Release): CrdSchema {
  return list(
    object({
      listener,
      originatingTLS: tls,
      ports: list(port(release), { maxItems: 40 }),
      rules: rules(release),
      serverNames: {
        type: 'array',
        minItems: 1,
        items: { type: 'string', maxLength: 255, pattern: release.serverName },
        listType: 'set',
      },
      terminatingTLS: tls,
    }),
  );
}

function peers(side: 'from' | 'to', { entities }: Release): Readonly<Record<string, CrdSchema>> {
  return {
    [`${side}CIDR`]: list(cidr),
    [`${side}CIDRSet`]: cidrSet,
    [`${side}Endpoints`]: list(selector),
    [`${side}Entities`]: list(choice(entities)),
    [`${side}Groups`]: groups,
    [`${side}Nodes`]: list(selector),
    [`${side}Requires`]: list(text, { maxItems: 0 }),
    ...(side === 'from' ? {} : { toServices: services }),
  };
}

const services = list(
  object({
    k8sService: object({ namespace: text, serviceName: text }),
    k8sServiceSelector: object({ namespace: text, selector }, ['selector']),
  }),
);

function rule(release: Release): CrdSchema {
  const denied = list(object({ ports: list(port(release)) }));
  const allowed = toPorts(release);
  return {
    ...object({
      description: text,
      egress: list(
        object({ authentication, icmps, toFQDNs: list(fqdn), toPorts: allowed, ...peers('to', release) }),
      ),
      egressDeny: list(object({ icmps, toPorts: denied, ...peers('to', release) })),
      enableDefaultDeny: object({ egress: flag, ingress: flag }),
      endpointSelector: selector,
      ingress: list(object({ authentication, icmps, toPorts: allowed, ...peers('from', release) })),
      ingressDeny: list(object({ icmps, toPorts: denied, ...peers('from', release) })),
      labels: list(object({ key: text, source: text, value: text }, ['key'])),
      log: object({ value: { type: 'string', maxLength: 32, pattern: pattern('^\\PC*$') } }),
      nodeSelector: selector,
    }),
    anyOf: members(['ingress', 'ingressDeny', 'egress', 'egressDeny']),
    oneOf: members(['endpointSelector', 'nodeSelector']),
  };
}

function policy(release: Release): CrdSchema {
  const spec = rule(release);
  return crdRoot({ spec, specs: list(spec) }, ['metadata']);
}

const commonEntities = [
  'host',
  'init',
  'ingress',
  'unmanaged',
  'remote-node',
  'health',
  'none',
  'kube-apiserver',
];

const policy120 = policy({
  is120: true,
  entities: ['all', 'world', 'cluster', 'cluster-mesh', ...commonEntities],
  protocols: ['TCP', 'UDP', 'SCTP', 'VRRP', 'IGMP', 'GRE', 'IPIP', 'IPV6', 'ESP', 'AH', 'ANY'],
  serverName: pattern('^([-a-zA-Z0-9_*]+[.]?)+$'),
});

const policy119 = policy({
  is120: false,
  entities: ['all', 'world', 'cluster', ...commonEntities],
  protocols: ['TCP', 'UDP', 'SCTP', 'VRRP', 'IGMP', 'ANY'],
  serverName: pattern('^(\\*?\\*\\.)?([-a-zA-Z0-9_]+\\.?)+$'),
});

export const cidrGroupSchema: CrdSchema = crdRoot(
  { spec: object({ externalCIDRs: list(cidr) }, ['externalCIDRs']) },
  ['spec'],
);
