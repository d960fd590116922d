import { labelSelectorSchema, objectFields } from '../../resources/object-meta';
import { field, listOf, mapOf, object, oneOf, scalar } from '../../resources/schema-parts';
import type { Field, Schema } from '../../yaml/schema';
import { servedVersion } from './kinds';
import { ruleSchema, selectorSchema } from './schema-rule';

/*
 * Every field of Calico's policies and of the objects that they speak of, in the order in which they are written.
 * Upstream: projectcalico/calico `api/pkg/apis/projectcalico/v3`.
 */

const text = scalar('string');
const flag = scalar('boolean');

const typesField = field(
  'Directions that the policy speaks of. Absent: those that it has rules for, `Ingress` if none. Rules of a direction that ' +
    'is not listed do nothing.',
  listOf({ kind: 'scalar', type: 'string', format: 'policy type', enum: ['Ingress', 'Egress'] }),
);

const policyFields = {
  tier: field('The tier that it stands in; `default` where absent.', scalar('string', 'tier')),
  order: field('Policies of a tier go by order, the lowest first; without one last.', scalar('number')),
  selector: field(
    'The endpoints that it applies to: `app == "api"`. Absent: all (of its namespace).',
    selectorSchema,
  ),
  serviceAccountSelector: field(
    'Only pods whose account has these labels; `projectcalico.org/name` is its name.',
    selectorSchema,
  ),
  types: typesField,
  ingress: field(
    'Rules for connections to the endpoints. The first that matches decides.',
    listOf(ruleSchema),
  ),
  egress: field(
    'Rules for connections from the endpoints. The first that matches decides.',
    listOf(ruleSchema),
  ),
  performanceHints: field('Hints that change no verdict.', listOf(oneOf('AssumeNeededOnEveryNode'))),
};

const { tier, order, selector, ...laterFields } = policyFields;

const globalFields: Readonly<Record<string, Field>> = {
  tier,
  order,
  selector,
  namespaceSelector: field(
    'Only endpoints of the namespaces with these labels. With it, `all()` anywhere means everything in a namespace.',
    selectorSchema,
  ),
  ...laterFields,
  applyOnForward: field('On hosts it also counts for traffic that they pass on.', flag),
  doNotTrack: field('It decides on hosts before connections are tracked. Needs `applyOnForward`.', flag),
  preDNAT: field(
    'It decides on hosts before Services are translated. Ingress only; needs `applyOnForward`.',
    flag,
  ),
};

const stagedAction = field(
  'What the policy would do once enforced. Staged ones never decide anything. `Set` where absent.',
  oneOf('Set', 'Delete', 'Learn', 'Ignore'),
);

const kubernetesRule = (peers: 'from' | 'to') =>
  object({
    [peers]: field(
      'The other side; any one item suffices. Absent or empty: everybody.',
      listOf(
        object({
          podSelector: field('Pods with these labels.', labelSelectorSchema),
          namespaceSelector: field('Pods of the namespaces with these labels.', labelSelectorSchema),
          ipBlock: field(
            'Addresses.',
            object({
              cidr: field('The addresses that are meant.', scalar('string', 'cidr'), true),
              except: field('Parts that are not meant.', listOf(scalar('string', 'cidr'))),
            }),
          ),
        }),
      ),
    ),
    ports: field(
      'Ports that the rule is about. Absent or empty: every port.',
      listOf(
        object({
          protocol: field('`TCP` where absent.', oneOf('TCP', 'UDP', 'SCTP')),
          port: field('A number, or the name that a container gives it.', scalar('intOrString', 'port')),
          endPort: field('The last port of a range.', scalar('integer')),
        }),
      ),
    ),
  });

const kubernetesFields: Readonly<Record<string, Field>> = {
  stagedAction,
  podSelector: field('The pods of the namespace that it applies to.', labelSelectorSchema),
  policyTypes: typesField,
  ingress: field('Rules for connections to the pods.', listOf(kubernetesRule('from'))),
  egress: field('Rules for connections from the pods.', listOf(kubernetesRule('to'))),
};

const tierFields: Readonly<Record<string, Field>> = {
  order: field(
    'Tiers go by order, the lowest first. Absent: 1,000,000, as the default tier.',
    scalar('number'),
  ),
  defaultAction: field(
    'What happens to traffic that policies of the tier select and leave undecided; `Deny` where absent.',
    oneOf('Deny', 'Pass'),
  ),
};

const setFields: Readonly<Record<string, Field>> = {
  nets: field('Addresses that selectors find by the labels of this set.', listOf(scalar('string', 'cidr'))),
};

const hostFields: Readonly<Record<string, Field>> = {
  node: field('The node that it is on.', scalar('string', 'node'), true),
  interfaceName: field('The interface; `*` is every one that no other host endpoint names.', text),
  expectedIPs: field('Addresses by which rules find it.', listOf(scalar('string', 'address'))),
  profiles: field(
    'Profiles that decide what no policy does. Without any, everything else is denied.',
    listOf(text),
  ),
  ports: field(
    'Ports with names that rules may use.',
    listOf(
      object({
        name: field('The name.', text, true),
        protocol: field('`TCP`, `UDP` or `SCTP`.', scalar('intOrString', 'calico protocol'), true),
        port: field('The number.', scalar('integer'), true),
      }),
    ),
  ),
};

const profileFields: Readonly<Record<string, Field>> = {
  ingress: field('Rules for connections to endpoints of the profile.', listOf(ruleSchema)),
  egress: field('Rules for connections from endpoints of the profile.', listOf(ruleSchema)),
  labelsToApply: field('Labels that its endpoints have unless they carry them themselves.', mapOf(text)),
};

function kindOf(
  kind: string,
  doc: string,
  fields: Readonly<Record<string, Field>>,
): readonly [string, Schema] {
  return [kind, object({ ...objectFields(servedVersion, kind), spec: field(doc, object(fields)) })];
}

const policyDoc = 'Which endpoints, in which tier and order, and the rules: the first that matches decides.';

const schemas: ReadonlyMap<string, Schema> = new Map([
  kindOf('NetworkPolicy', policyDoc, policyFields),
  kindOf('GlobalNetworkPolicy', policyDoc, globalFields),
  kindOf('StagedNetworkPolicy', policyDoc, { stagedAction, ...policyFields }),
  kindOf('StagedGlobalNetworkPolicy', policyDoc, { stagedAction, ...globalFields }),
  kindOf('StagedKubernetesNetworkPolicy', 'A policy of Kubernetes’ form that is staged.', kubernetesFields),
  kindOf('Tier', 'Where it stands and how it ends.', tierFields),
  kindOf('NetworkSet', 'Addresses of a namespace.', setFields),
  kindOf('GlobalNetworkSet', 'Addresses of no namespace.', setFields),
  kindOf('HostEndpoint', 'An interface of a node that policies may apply to.', hostFields),
  kindOf('Profile', 'Rules for what no policy decides.', profileFields),
]);

/** The fields of a kind. */
export function calicoSchema(kind: string): Schema | undefined {
  return schemas.get(kind);
}
