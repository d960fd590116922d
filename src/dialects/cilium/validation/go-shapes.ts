/**
 * Types of Go that stored objects are decoded into, as error texts name them. What decodes itself (selectors, labels,
 * ICMP fields) has a kind of its own.
 */
export type GoShape =
  | { readonly kind: 'struct'; readonly type: string; readonly fields: ReadonlyMap<string, GoField> }
  | { readonly kind: 'list'; readonly type: string; readonly item: GoShape }
  | { readonly kind: 'map'; readonly type: string; readonly value: GoShape }
  | { readonly kind: 'string'; readonly type: string }
  | { readonly kind: 'bool' }
  | { readonly kind: 'integer'; readonly type: string; readonly least: number; readonly most: number }
  | { readonly kind: 'selector' }
  | { readonly kind: 'label' }
  | { readonly kind: 'icmp field' };

/** A member and the embedded struct that it stands in, if any. */
export type GoField = { readonly shape: GoShape; readonly inside?: string };

function struct(type: string, fields: Readonly<Record<string, GoShape>>, inside?: string): GoShape {
  const entries = Object.entries(fields).map(([name, shape]): [string, GoField] => [
    name,
    inside === undefined ? { shape } : { shape, inside },
  ]);
  return { kind: 'struct', type, fields: new Map(entries) };
}

function list(type: string, item: GoShape): GoShape {
  return { kind: 'list', type, item };
}

function text(type = 'string'): GoShape {
  return { kind: 'string', type };
}

function texts(fields: readonly string[]): Readonly<Record<string, GoShape>> {
  return Object.fromEntries(fields.map((name) => [name, text()]));
}

const strings = list('[]string', text());
const selector: GoShape = { kind: 'selector' };
const selectors = list('[]api.EndpointSelector', selector);
const stringMap: GoShape = { kind: 'map', type: 'map[string]string', value: text() };

const selectorFields = {
  matchLabels: stringMap,
  matchExpressions: list(
    '[]v1.LabelSelectorRequirement',
    struct('v1.LabelSelectorRequirement', {
      key: text(),
      operator: text('v1.LabelSelectorOperator'),
      values: strings,
    }),
  ),
};

/** What a selector's own decoding decodes into. */
export const labelSelectorShape = struct('v1.LabelSelector', selectorFields);

/** The selector of services has no decoding of its own. */
const serviceSelector = struct('api.ServiceSelector', selectorFields, 'LabelSelector');

const ports = list(
  '[]api.PortProtocol',
  struct('api.PortProtocol', {
    port: text(),
    endPort: { kind: 'integer', type: 'int32', least: -(2 ** 31), most: 2 ** 31 - 1 },
    protocol: text('api.L4Proto'),
  }),
);

const secret = struct('api.Secret', texts(['namespace', 'name']));

const tls = struct('api.TLSContext', { secret, ...texts(['trustedCA', 'certificate', 'privateKey']) });

const listener = struct('api.Listener', {
  envoyConfig: struct('api.EnvoyConfig', texts(['kind', 'name'])),
  name: text(),
  priority: { kind: 'integer', type: 'uint8', least: 0, most: 255 },
});

const headerMatch = struct('api.HeaderMatch', {
  mismatch: text('api.MismatchAction'),
  name: text(),
  secret,
  value: text(),
});

const names = texts(['matchName', 'matchPattern']);

const l7Rules = struct('api.L7Rules', {
  http: list(
    'api.PortRulesHTTP',
    struct('api.PortRuleHTTP', {
      ...texts(['path', 'method', 'host']),
      headers: strings,
      headerMatches: list('[]*api.HeaderMatch', headerMatch),
    }),
  ),
  dns: list('api.PortRulesDNS', struct('api.PortRuleDNS', names)),
  // Only 1.19 stores these.
  kafka: list(
    '[]kafka.PortRule',
    struct('kafka.PortRule', texts(['role', 'apiKey', 'apiVersion', 'clientID', 'topic'])),
  ),
  l7proto: text(),
  l7: list('api.PortRulesL7', { ...stringMap, type: 'api.PortRuleL7' }),
});

const allowedPorts = list(
  'api.PortRules',
  struct('api.PortRule', {
    ports,
    terminatingTLS: tls,
    originatingTLS: tls,
    serverNames: list('[]api.ServerName', text('api.ServerName')),
    listener,
    rules: l7Rules,
  }),
);

const deniedPorts = list('api.PortDenyRules', struct('api.PortDenyRule', { ports }));

const icmps = list(
  'api.ICMPRules',
  struct('api.ICMPRule', { fields: list('[]api.ICMPField', { kind: 'icmp field' }) }),
);

const cidr = text('api.CIDR');

const groups = list(
  '[]api.Groups',
  struct('api.Groups', {
    aws: struct('api.AWSGroup', {
      labels: stringMap,
      securityGroupsIds: strings,
      securityGroupsNames: strings,
      region: text(),
    }),
  }),
);

const services = list(
  '[]api.Service',
  struct('api.Service', {
    k8sServiceSelector: struct('api.K8sServiceSelectorNamespace', {
      selector: serviceSelector,
      namespace: text(),
    }),
    k8sService: struct('api.K8sServiceNamespace', texts(['serviceName', 'namespace'])),
  }),
);

function peers(side: 'from' | 'to'): ReadonlyMap<string, GoField> {
  const inside = side === 'from' ? 'IngressCommonRule' : 'EgressCommonRule';
  const shapes: readonly (readonly [string, GoShape])[] = [
    ['Endpoints', selectors],
    ['Requires', strings],
    ['CIDR', list('api.CIDRSlice', cidr)],
    [
      'CIDRSet',
      list(
        'api.CIDRRuleSlice',
        struct('api.CIDRRule', {
          cidr,
          cidrGroupRef: text('api.CIDRGroupRef'),
          cidrGroupSelector: selector,
          except: list('[]api.CIDR', cidr),
        }),
      ),
    ],
    ['Entities', list('api.EntitySlice', text('api.Entity'))],
    ['Groups', groups],
    ['Nodes', selectors],
    ...(side === 'to' ? [['Services', services] as const] : []),
  ];
  return new Map(shapes.map(([name, shape]) => [`${side}${name}`, { shape, inside }]));
}

function item(type: string, side: 'from' | 'to', own: Readonly<Record<string, GoShape>>): GoShape {
  const fields = Object.entries(own).map(([name, shape]): [string, GoField] => [name, { shape }]);
  return list(`[]${type}`, { kind: 'struct', type, fields: new Map([...peers(side), ...fields]) });
}

const authentication = struct('api.Authentication', { mode: text('api.AuthenticationMode') });
const flags = { ingress: { kind: 'bool' }, egress: { kind: 'bool' } } as const;

const rule = struct('api.Rule', {
  endpointSelector: selector,
  nodeSelector: selector,
  ingress: item('api.IngressRule', 'from', { toPorts: allowedPorts, icmps, authentication }),
  ingressDeny: item('api.IngressDenyRule', 'from', { toPorts: deniedPorts, icmps }),
  egress: item('api.EgressRule', 'to', {
    toPorts: allowedPorts,
    toFQDNs: list('api.FQDNSelectorSlice', struct('api.FQDNSelector', names)),
    icmps,
    authentication,
  }),
  egressDeny: item('api.EgressDenyRule', 'to', { toPorts: deniedPorts, icmps }),
  labels: list('labels.LabelArray', { kind: 'label' }),
  enableDefaultDeny: struct('api.DefaultDenyConfig', flags),
  description: text(),
  log: struct('api.LogConfig', { value: text() }),
});

/** A policy of the kind. */
export function policyShape(kind: string): GoShape {
  return struct(`v2.${kind}`, { spec: rule, specs: list('api.Rules', rule) });
}
