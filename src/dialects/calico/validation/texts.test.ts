import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../yaml/types';
import { validateCalico } from './validate';

type Case = readonly [about: string, kind: string, parts: JsonObject, errors: readonly string[]];

function errorsOf(kind: string, parts: JsonObject, cni = 'calico-3.32'): readonly string[] {
  const object = { apiVersion: 'projectcalico.org/v3', kind, metadata: { name: 'p' }, ...parts };
  return validateCalico(object, { cni, options: new Map() }).map(({ message }) => message);
}

function inRule(rule: JsonObject): JsonObject {
  return { spec: { ingress: [{ action: 'Allow', ...rule }] } };
}

const cannot = (got: string, field: string, type: string): readonly string[] => [
  `json: cannot unmarshal ${got} into Go struct field ${field} of type ${type}`,
];

const typeErrors: readonly (readonly [string, JsonObject, string, string, string])[] = [
  ['NetworkPolicy', { spec: [] }, 'array', 'NetworkPolicy.spec', 'v3.NetworkPolicySpec'],
  ['NetworkPolicy', { spec: { selector: 1 } }, 'number', 'NetworkPolicySpec.spec.selector', 'string'],
  [
    'NetworkPolicy',
    { spec: { types: 'Ingress' } },
    'string',
    'NetworkPolicySpec.spec.types',
    '[]v3.PolicyType',
  ],
  ['NetworkPolicy', { spec: { types: [1] } }, 'number', 'NetworkPolicySpec.spec.types', 'v3.PolicyType'],
  ['NetworkPolicy', { spec: { ingress: {} } }, 'object', 'NetworkPolicySpec.spec.ingress', '[]v3.Rule'],
  ['NetworkPolicy', { spec: { ingress: ['x'] } }, 'string', 'NetworkPolicySpec.spec.ingress', 'v3.Rule'],
  [
    'GlobalNetworkPolicy',
    { spec: { doNotTrack: 'yes' } },
    'string',
    'GlobalNetworkPolicySpec.spec.doNotTrack',
    'bool',
  ],
  [
    'StagedNetworkPolicy',
    { spec: { stagedAction: true } },
    'bool',
    'StagedNetworkPolicySpec.spec.stagedAction',
    'v3.StagedAction',
  ],
  [
    'StagedKubernetesNetworkPolicy',
    { spec: { podSelector: 'x' } },
    'string',
    'StagedKubernetesNetworkPolicySpec.spec.podSelector',
    'v1.LabelSelector',
  ],
  [
    'StagedKubernetesNetworkPolicy',
    { spec: { ingress: [{ ports: [{ port: 1.5 }] }] } },
    'number 1.5',
    'NetworkPolicyPort.spec.ingress.ports.port',
    'int32',
  ],
  ['NetworkPolicy', inRule({ action: 1 }), 'number', 'Rule.spec.ingress.action', 'v3.Action'],
  ['NetworkPolicy', inRule({ ipVersion: 4.5 }), 'number 4.5', 'Rule.spec.ingress.ipVersion', 'int'],
  ['NetworkPolicy', inRule({ protocol: {} }), 'object', 'Rule.spec.ingress.protocol', 'uint8'],
  ['NetworkPolicy', inRule({ icmp: 8 }), 'number', 'Rule.spec.ingress.icmp', 'v3.ICMPFields'],
  ['NetworkPolicy', inRule({ icmp: { type: '8' } }), 'string', 'ICMPFields.spec.ingress.icmp.type', 'int'],
  ['NetworkPolicy', inRule({ source: [] }), 'array', 'Rule.spec.ingress.source', 'v3.EntityRule'],
  [
    'NetworkPolicy',
    inRule({ source: { nets: '10.0.0.0/8' } }),
    'string',
    'EntityRule.spec.ingress.source.nets',
    '[]string',
  ],
  [
    'NetworkPolicy',
    inRule({ source: { nets: [1] } }),
    'number',
    'EntityRule.spec.ingress.source.nets',
    'string',
  ],
  [
    'NetworkPolicy',
    inRule({ source: { ports: 80 } }),
    'number',
    'EntityRule.spec.ingress.source.ports',
    '[]numorstring.Port',
  ],
  [
    'NetworkPolicy',
    inRule({ source: { services: 'x' } }),
    'string',
    'EntityRule.spec.ingress.source.services',
    'v3.ServiceMatch',
  ],
  [
    'NetworkPolicy',
    inRule({ source: { serviceAccounts: { names: 'x' } } }),
    'string',
    'ServiceAccountMatch.spec.ingress.source.serviceAccounts.names',
    '[]string',
  ],
  [
    'NetworkPolicy',
    inRule({ http: { paths: ['/'] } }),
    'string',
    'HTTPMatch.spec.ingress.http.paths',
    'v3.HTTPPath',
  ],
  [
    'NetworkPolicy',
    inRule({ http: { paths: [{ exact: 1 }] } }),
    'number',
    'HTTPPath.spec.ingress.http.paths.exact',
    'string',
  ],
  [
    'NetworkPolicy',
    inRule({ metadata: { annotations: { a: 1 } } }),
    'number',
    'RuleMetadata.spec.ingress.metadata.annotations',
    'string',
  ],
  ['Tier', { spec: { order: 'x' } }, 'string', 'TierSpec.spec.order', 'float64'],
  ['HostEndpoint', { spec: { ports: 1 } }, 'number', 'HostEndpointSpec.spec.ports', '[]v3.EndpointPort'],
  [
    'HostEndpoint',
    { spec: { ports: [{ port: 65536 }] } },
    'number 65536',
    'EndpointPort.spec.ports.port',
    'uint16',
  ],
  ['GlobalNetworkSet', { spec: { nets: 'x' } }, 'string', 'GlobalNetworkSetSpec.spec.nets', '[]string'],
  [
    'Profile',
    { spec: { labelsToApply: 1 } },
    'number',
    'ProfileSpec.spec.labelsToApply',
    'map[string]string',
  ],
  ['Tier', { metadata: { name: 1 } }, 'number', 'ObjectMeta.metadata.name', 'string'],
  ['Tier', { metadata: { name: 't', labels: { a: 1 } } }, 'number', 'ObjectMeta.metadata.labels', 'string'],
];

describe('decoding', () => {
  it.each(typeErrors)('%s %j: %s is no %s of type %s', (kind, parts, got, field, type) => {
    expect(errorsOf(kind, parts)).toEqual(cannot(got, field, type));
  });

  it('[CAL-3] takes keys without regard to case, and null anywhere', () => {
    expect(errorsOf('NetworkPolicy', { Spec: { SELECTOR: 'all()', Tier: null, ingreſs: null } })).toEqual([]);
    expect(errorsOf('NetworkPolicy', inRule({ protocol: 'TCP', source: { ports: [null] } }))).toEqual([
      "Port = '0' (port range invalid, port number must be between 1 and 65535)",
    ]);
  });

  it('tells the first fault, but a broken port before all', () => {
    const spec: JsonObject = { odd: 1, selector: 1, ingress: [{ source: { ports: ['a:b'] } }] };
    expect(errorsOf('NetworkPolicy', { spec })).toEqual(['invalid name for named port (a:b)']);
    expect(errorsOf('NetworkPolicy', { spec: { odd: 1, selector: 1 } })).toEqual([
      'json: unknown field "odd"',
    ]);
    expect(errorsOf('NetworkPolicy', { spec: { selector: 1, odd: 1 } })).toEqual(
      cannot('number', 'NetworkPolicySpec.spec.selector', 'string'),
    );
  });
});

const rule =
  '{Allow <nil> <nil> <nil> <nil> <nil> {[]   <nil> [] []  [] <nil>} {[]   <nil> [] []  [] <nil>} <nil> <nil>}';

const cases: readonly Case[] = [
  [
    'every list of nets is compared with the version, the source’s is shown',
    'NetworkPolicy',
    inRule({ ipVersion: 6, destination: { nets: ['10.0.0.0/8'], notNets: ['10.0.0.0/9'] } }),
    [
      "Destination.Nets = '[]' (rule IP version doesn't match CIDR version)",
      "Destination.NotNets = '[]' (rule IP version doesn't match CIDR version)",
    ],
  ],
  [
    'both families are told of every later list',
    'NetworkPolicy',
    inRule({
      source: { nets: ['10.0.0.0/8'], notNets: ['fd00::/8'] },
      destination: { nets: ['10.0.0.0/8'] },
    }),
    [
      "Source.NotNets = '[fd00::/8]' (rule contains both IPv4 and IPv6 CIDRs)",
      "Destination.Nets = '[10.0.0.0/8]' (rule contains both IPv4 and IPv6 CIDRs)",
    ],
  ],
  [
    'leading zeros may stand in a prefix only',
    'NetworkPolicy',
    inRule({ source: { nets: ['10.0.0.0/08'] } }),
    [],
  ],
  [
    'a global policy shows its main selector always',
    'GlobalNetworkPolicy',
    { spec: { selector: "a == 'b'", serviceAccountSelector: 'global()' } },
    [
      `GlobalNetworkPolicySpec.ServiceAccountSelector = 'a == 'b'' (global() can only be used in an EntityRule namespaceSelector)`,
    ],
  ],
  [
    'a service without anything',
    'GlobalNetworkPolicy',
    { spec: { egress: [{ action: 'Allow', destination: { services: {}, selector: 'all()' } }] } },
    [
      "Services field = '&{ }' (must specify a service name)",
      "Services field = '&{ }' (cannot specify Selector/NotSelector and Services on the same rule)",
      "Namespace = '' (must specify a namespace)",
    ],
  ],
  [
    'an empty list is something where all must be gone',
    'StagedNetworkPolicy',
    { spec: { stagedAction: 'Delete', ingress: [] } },
    [
      "StagedNetworkPolicySpec = '{Delete  <nil> [] []  []  []}' (Spec fields, except Tier, should all be zero-value if stagedAction is Delete)",
    ],
  ],
  [
    'types are cleared before a Delete is looked at',
    'StagedGlobalNetworkPolicy',
    { spec: { stagedAction: 'Delete', tier: 'default', types: ['Ingress'] } },
    [],
  ],
  [
    'a port name with an end cannot be converted',
    'StagedKubernetesNetworkPolicy',
    { spec: { podSelector: {}, ingress: [{ ports: [{ port: 'http', endPort: 90 }] }] } },
    [
      "PolicySpec = '{ {map[] []} [{[{<nil> http 0x…}] []}] [] []}' (conversion to stagednetworkpolicy failed policy: p: error with rule &NetworkPolicyIngressRule{Ports:[]NetworkPolicyPort{NetworkPolicyPort{Protocol:nil,Port:http,EndPort:*90,},},From:[]NetworkPolicyPeer{},} (k8s rule couldn't be converted: failed to parse k8s port: invalid port http:90: invalid name for named port (http:90)))",
    ],
  ],
  [
    'a rule that says much is printed in whole',
    'GlobalNetworkPolicy',
    {
      spec: {
        preDNAT: true,
        applyOnForward: true,
        types: ['Ingress'],
        egress: [
          { action: 'Allow' },
          {
            action: 'Deny',
            ipVersion: 4,
            protocol: 17,
            source: { nets: ['10.0.0.0/8', '11.0.0.0/8'], selector: 'all()', ports: [1, '2:3', 'x'] },
          },
        ],
      },
    },
    [
      `PolicySpec.Egress = '[${rule} {Deny 0x… 17 <nil> <nil> <nil> {[10.0.0.0/8 11.0.0.0/8] all()  <nil> [1 2:3 x] []  [] <nil>} {[]   <nil> [] []  [] <nil>} <nil> <nil>}]' (PreDNAT PolicySpec cannot have any Egress rules)`,
      'spec (preDNAT policy cannot have any egress rules)',
    ],
  ],
  [
    'one repeated hint hides the others',
    'NetworkPolicy',
    { spec: { performanceHints: ['Fast', 'Fast'] } },
    [
      "PerformanceHints = '[Fast Fast]' (Reason: failed to validate Field: PerformanceHints because of Tag: unique )",
      'spec.performanceHints[0] (supported values: "AssumeNeededOnEveryNode")',
      'spec.performanceHints[1] (supported values: "AssumeNeededOnEveryNode")',
    ],
  ],
  [
    'a tier that Calico makes has its action by default refused',
    'Tier',
    { metadata: { name: 'kube-admin' }, spec: { order: 1000 } },
    ["Tier (The 'kube-admin' tier must have default action 'Pass')"],
  ],
];

describe('texts', () => {
  it.each(cases)('%s', (_, kind, parts, errors) => {
    expect(errorsOf(kind, parts)).toEqual(errors);
  });

  it('shows too many annotations as a sorted map, twice', () => {
    const told = (length: number) => {
      const b = 'x'.repeat(length);
      const errors = errorsOf('NetworkPolicy', { metadata: { name: 'p', annotations: { b, a: '' } } });
      return errors.map((message) => message.replace(b, 'BIG'));
    };
    expect(told(256 * 1024 - 2)).toEqual([]);
    const text =
      "Metadata.Annotations (key) = 'map[a: b:BIG]' (total size of annotations is too large by 1 bytes)";
    expect(told(256 * 1024 - 1)).toEqual([text, text]);
  });

  it('tells every repetition of a list that one might write', () => {
    const types = new Array<string>(30).fill('Ingress');
    const told = errorsOf('NetworkPolicy', { spec: { types } });
    expect(told.filter((message) => message.startsWith('NetworkPolicySpec.Types'))).toHaveLength(29);
  });

  it('[CAL-8] 3.31 wants the tier in front of a name, and a protocol for named ports too', () => {
    const named = (name: string, tier: string) =>
      errorsOf('GlobalNetworkPolicy', { metadata: { name }, spec: { tier } }, 'calico-3.31');
    expect(named('security.web', 'security')).toEqual([]);
    expect(named('default.web', '')).toEqual([]);
    expect(named('kanp.adminnetworkpolicy.web', 'x')).toHaveLength(1);
    expect(named('web', 'security')).toEqual(['Incorrectly formatted policy name web']);
    expect(named('security.web', 'default')).toEqual(['Incorrectly formatted policy name security.web']);
    const parts = inRule({ destination: { ports: ['http'] } });
    expect(errorsOf('NetworkPolicy', parts)).toEqual([]);
    expect(errorsOf('NetworkPolicy', parts, 'calico-3.31')).toEqual([
      "Destination.Ports = '[http]' (rules that specify ports must set protocol to TCP or UDP or SCTP)",
    ]);
  });

  it('uses the words of its version for labels', () => {
    const metadata = { name: 'p', labels: { 'a/b/c': '' } };
    const form = "consist of alphanumeric characters, '-', '_' or '.', and must start and end with";
    const [newer] = errorsOf('NetworkSet', { metadata });
    const [older] = errorsOf('NetworkSet', { metadata }, 'calico-3.31');
    expect(newer).toContain(`'a/b/c' (a valid label key must ${form}`);
    expect(older).toContain(`'a/b/c' (a qualified name must ${form}`);
  });

  it('leads to the place in the document', () => {
    const object = { kind: 'NetworkPolicy', metadata: { name: 'p' }, ...inRule({ source: { nets: ['x'] } }) };
    const errors = validateCalico(object, { cni: 'calico-3.32', options: new Map() });
    expect(errors.map(({ path }) => path)).toEqual([
      ['spec', 'ingress', 0, 'source', 'nets', 0],
      ['spec', 'ingress', 0, 'source', 'nets', 0],
    ]);
  });
});
