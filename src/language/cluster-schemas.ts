import { expectationsSchema } from '../expectations/schema';
import { labelSelectorSchema, objectFields, objectMetaSchema } from '../resources/object-meta';
import { anything, field, listOf, mapOf, object, oneOf, scalar } from '../resources/schema-parts';
import { settingsSchema } from '../resources/settings-schema';
import type { Field, Schema } from '../yaml/schema';

// What an editor offers and explains for documents of the cluster: the fields that this program looks at, and those
// that people mostly write beside them. Other fields are left alone, so nothing is ever called unknown by this list.

const text = scalar('string');
const labels = mapOf(scalar('string', 'label value'));

const container = object({
  name: field('Name of the container, unique in the pod.', text, true),
  image: field('The image that it runs.', text),
  ports: field(
    'Ports that it listens on. Policies and Services may refer to them by name; a port that is not listed is still reachable.',
    listOf(
      object({
        name: field('A name for the port, at most 15 characters.', scalar('string', 'port name')),
        containerPort: field('The number of the port, 1 to 65535.', scalar('integer'), true),
        protocol: field('The protocol; `TCP` where absent.', oneOf('TCP', 'UDP', 'SCTP')),
      }),
    ),
  ),
  command: field('The command that it runs.', listOf(text)),
  args: field('Arguments of the command.', listOf(text)),
  env: field(
    'Environment variables.',
    listOf(object({ name: field('The name.', text, true), value: field('The value.', text) })),
  ),
  restartPolicy: field(
    'For init containers: `Always` makes a sidecar of it, which lives as long as the pod.',
    oneOf('Always'),
  ),
});

const podSpec = object({
  serviceAccountName: field('The ServiceAccount that its pods run as; `default` where absent.', text),
  hostNetwork: field(
    'Pods use the network of their node. They have the node’s address, and policies do not apply to them.',
    scalar('boolean'),
  ),
  nodeName: field('The node on which the pod runs.', text),
  nodeSelector: field('Labels that the node must have.', labels),
  initContainers: field('Containers that run before the others, in order.', listOf(container)),
  containers: field('The containers of the pod.', listOf(container), true),
});

const template = object({
  metadata: field('Labels of the pods: what policies and Services select.', objectMetaSchema, true),
  spec: field('What the pods are made of.', podSpec, true),
});

const selector = field(
  'Which pods belong to it; must match the labels of its template.',
  labelSelectorSchema,
  true,
);
const replicas = field(
  'How many pods there are; 1 where absent. Verdicts do not depend on it.',
  scalar('integer'),
);
const podTemplate = field('The pods that it makes.', template, true);

function kindOf(apiVersion: string, kind: string, rest: Readonly<Record<string, Field>>): Schema {
  return object({ ...objectFields(apiVersion, kind), ...rest });
}

function workload(apiVersion: string, kind: string, fields: Readonly<Record<string, Field>>): Schema {
  return kindOf(apiVersion, kind, { spec: field('What is wanted of it.', object(fields), true) });
}

const jobSpec = object({ template: podTemplate });

const service = kindOf('v1', 'Service', {
  spec: field(
    'Which pods stand behind it, and by which ports.',
    object({
      type: field(
        'How it is reached; `ClusterIP` where absent.',
        oneOf('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
      ),
      clusterIP: field(
        'Its address in the cluster; `None` makes it headless: its name leads to the pods themselves.',
        text,
      ),
      externalName: field('For `ExternalName`: the name outside the cluster that it stands for.', text),
      externalTrafficPolicy: field(
        'Whether traffic from outside keeps to the node it came in by.',
        oneOf('Cluster', 'Local'),
      ),
      selector: field('Labels of the pods behind it.', labels),
      ports: field(
        'Its ports. Policies see the pods’ own ports, never these.',
        listOf(
          object({
            name: field('A name for the port; needed where there are several.', text),
            protocol: field('The protocol; `TCP` where absent.', oneOf('TCP', 'UDP', 'SCTP')),
            port: field('The port of the Service.', scalar('integer'), true),
            targetPort: field(
              'The port of the pods: a number, or the name of a container port. The same as `port` where absent.',
              scalar('intOrString', 'port'),
            ),
            nodePort: field('The port on every node.', scalar('integer')),
          }),
        ),
      ),
    }),
    true,
  ),
});

const clusterSchemas: readonly (readonly [string, string, Schema])[] = [
  ['v1', 'Namespace', kindOf('v1', 'Namespace', {})],
  ['v1', 'Pod', kindOf('v1', 'Pod', { spec: field('What the pod is made of.', podSpec, true) })],
  ['apps/v1', 'Deployment', workload('apps/v1', 'Deployment', { replicas, selector, template: podTemplate })],
  [
    'apps/v1',
    'StatefulSet',
    workload('apps/v1', 'StatefulSet', {
      serviceName: field('The headless Service that names its pods.', scalar('string', 'service')),
      replicas,
      selector,
      template: podTemplate,
    }),
  ],
  ['apps/v1', 'DaemonSet', workload('apps/v1', 'DaemonSet', { selector, template: podTemplate })],
  ['apps/v1', 'ReplicaSet', workload('apps/v1', 'ReplicaSet', { replicas, selector, template: podTemplate })],
  [
    'v1',
    'ReplicationController',
    workload('v1', 'ReplicationController', {
      replicas,
      selector: field('Labels of the pods that belong to it.', labels),
      template: podTemplate,
    }),
  ],
  ['batch/v1', 'Job', workload('batch/v1', 'Job', { template: podTemplate })],
  [
    'batch/v1',
    'CronJob',
    workload('batch/v1', 'CronJob', {
      schedule: field('When it runs, as in cron.', text, true),
      jobTemplate: field(
        'The Jobs that it makes.',
        object({ spec: field('What is wanted of them.', jobSpec, true) }),
        true,
      ),
    }),
  ],
  ['v1', 'Service', service],
  ['v1', 'ServiceAccount', kindOf('v1', 'ServiceAccount', {})],
  [
    'v1',
    'Node',
    kindOf('v1', 'Node', {
      spec: field(
        'Facts of the node.',
        object({
          podCIDR: field('Addresses of its pods.', scalar('string', 'cidr')),
          podCIDRs: field('The same, of both families.', listOf(scalar('string', 'cidr'))),
        }),
      ),
    }),
  ],
  [
    'networking.k8s.io/v1',
    'Ingress',
    kindOf('networking.k8s.io/v1', 'Ingress', { spec: field('Routes from outside to Services.', anything) }),
  ],
  [
    'discovery.k8s.io/v1',
    'EndpointSlice',
    kindOf('discovery.k8s.io/v1', 'EndpointSlice', {
      addressType: field('Family of the addresses.', oneOf('IPv4', 'IPv6', 'FQDN'), true),
      endpoints: field('The addresses.', listOf(anything)),
      ports: field('Their ports.', listOf(anything)),
    }),
  ],
  ['drawbridge.internal/v1alpha1', 'Expectations', expectationsSchema],
  ['drawbridge.internal/v1alpha1', 'Settings', settingsSchema],
];

/** The schema of a kind of the cluster, of Expectations or Settings; any version of its group. */
export function clusterSchema(apiVersion: string, kind: string): Schema | undefined {
  const group = (version: string) => (version.includes('/') ? version.slice(0, version.indexOf('/')) : '');
  return clusterSchemas.find(([version, name]) => name === kind && group(version) === group(apiVersion))?.[2];
}

/** The kinds above with the versions to write them in. */
export const clusterKinds: readonly { readonly apiVersion: string; readonly kind: string }[] =
  clusterSchemas.map(([apiVersion, kind]) => ({ apiVersion, kind }));

/** Whether the schema lists all fields of the kind, so that others are mistakes. */
export function isClosed(apiVersion: string, kind: string): boolean {
  return apiVersion === 'drawbridge.internal/v1alpha1' && (kind === 'Expectations' || kind === 'Settings');
}
