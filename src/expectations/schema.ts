import type { Schema } from '../yaml/schema';

const text: Schema = { kind: 'scalar', type: 'string' };

const labelSelector: Schema = {
  kind: 'object',
  fields: {
    matchLabels: {
      doc: 'Labels that all must be there, with these values. A plain map of labels may stand instead of the whole selector.',
      schema: { kind: 'map', value: { kind: 'scalar', type: 'string', format: 'label value' } },
    },
    matchExpressions: {
      doc: 'Requirements that all must be met.',
      schema: {
        kind: 'list',
        item: {
          kind: 'object',
          fields: {
            key: { doc: 'The key of the label.', schema: text, required: true },
            operator: {
              doc: 'How the key and the values relate.',
              schema: {
                kind: 'scalar',
                type: 'string',
                enum: ['In', 'NotIn', 'Exists', 'DoesNotExist'],
              },
              required: true,
            },
            values: { doc: 'For `In` and `NotIn`.', schema: { kind: 'list', item: text } },
          },
        },
      },
    },
  },
};

/** Fields of a peer that both sides know. */
const peerFields = {
  workload: {
    doc: 'The pods of the owner with this name; for a bare pod, its own name.',
    schema: { kind: 'scalar', type: 'string', format: 'workload' },
  },
  kind: {
    doc: 'The kind of the workload. Only needed where two owners share the name.',
    schema: {
      kind: 'scalar',
      type: 'string',
      enum: [
        'Deployment',
        'StatefulSet',
        'DaemonSet',
        'ReplicaSet',
        'ReplicationController',
        'Job',
        'CronJob',
        'Pod',
      ],
    },
  },
  pods: { doc: 'Pods by their labels: a plain map of labels, or a label selector.', schema: labelSelector },
  namespace: {
    doc: 'Alone: every pod of this namespace. Beside `workload`, `pods` or `service`: where they are; without it, the namespace of this document.',
    schema: { kind: 'scalar', type: 'string', format: 'namespace' },
  },
  namespaces: {
    doc: 'Every pod of the namespaces with these labels; `{}` is every pod. Beside `pods`: where the pods are.',
    schema: labelSelector,
  },
} as const satisfies Record<string, { doc: string; schema: Schema }>;

const outsideFields = {
  cidr: {
    doc: 'Addresses in this range that are no pod’s.',
    schema: { kind: 'scalar', type: 'string', format: 'cidr' },
  },
  except: {
    doc: 'Ranges inside `cidr` that are not meant.',
    schema: { kind: 'list', item: { kind: 'scalar', type: 'string', format: 'cidr' } },
  },
  entity: {
    doc: '`Internet`: all addresses but those of pods, nodes and Services. `Host`: the node that the pod runs on. `Nodes`: all nodes. `ApiServer`: the API server.',
    schema: { kind: 'scalar', type: 'string', enum: ['Internet', 'Host', 'Nodes', 'ApiServer'] },
  },
} as const satisfies Record<string, { doc: string; schema: Schema }>;

const groups =
  'Or one of the words `Anyone`, `AnyPod`, `OutsideNamespace`, `OutsideCluster`, `AnyoneElse`, `AnyOtherPod`.';

const statement: Schema = {
  kind: 'object',
  fields: {
    name: {
      doc: 'A name of its own, unique in this document.',
      schema: text,
    },
    from: {
      doc: `Who opens the connection. ${groups}`,
      schema: { kind: 'object', fields: { ...peerFields, ...outsideFields } },
      required: true,
    },
    to: {
      doc: `Who is connected to. ${groups}`,
      schema: {
        kind: 'object',
        fields: {
          ...peerFields,
          service: {
            doc: 'The pods behind this Service. `ports` are then those of the Service, and are checked on each pod’s own port.',
            schema: { kind: 'scalar', type: 'string', format: 'service' },
          },
          ...outsideFields,
          domain: {
            doc: 'A name outside the cluster. `*.example.com` stands for one label, `**.example.com` for one or more.',
            schema: text,
          },
        },
      },
      required: true,
    },
    ports: {
      doc: 'Ports, as `8080`, `8000-8100`, `http`, `53/UDP`, `any/UDP` or `any/ICMP`; TCP where no protocol is named. Without it: every port of every protocol.',
      schema: { kind: 'list', item: { kind: 'scalar', type: 'intOrString', format: 'port' } },
    },
    http: {
      doc: 'Requests over HTTP that are meant, where the CNI can tell them apart.',
      schema: {
        kind: 'list',
        item: {
          kind: 'object',
          fields: {
            method: { doc: 'The method, as `GET`.', schema: text },
            path: { doc: 'The path without the query; a prefix where it ends in `*`.', schema: text },
            host: { doc: 'The host.', schema: text },
          },
        },
      },
    },
    verdict: {
      doc: 'What must happen to every such connection.',
      schema: { kind: 'scalar', type: 'string', enum: ['allowed', 'denied'] },
      required: true,
    },
    because: { doc: 'Why, in your own words.', schema: text },
  },
};

/** The fields of an Expectations document. A peer may also be one word (`AnyoneElse`), which no schema type says. */
export const expectationsSchema: Schema = {
  kind: 'object',
  fields: {
    apiVersion: { doc: 'Always `drawbridge.internal/v1alpha1`.', schema: text, required: true },
    kind: { doc: 'Always `Expectations`.', schema: text, required: true },
    metadata: {
      doc: 'Names the document. The annotation `config.kubernetes.io/local-config: "true"` keeps kustomize from applying it.',
      schema: {
        kind: 'object',
        fields: {
          name: { doc: 'The name of the document.', schema: text, required: true },
          namespace: {
            doc: 'Stands in wherever a peer names no namespace.',
            schema: { kind: 'scalar', type: 'string', format: 'namespace' },
          },
          labels: { doc: 'Labels.', schema: { kind: 'map', value: text } },
          annotations: { doc: 'Annotations.', schema: { kind: 'map', value: text } },
        },
      },
      required: true,
    },
    spec: {
      doc: 'What is wanted.',
      schema: {
        kind: 'object',
        fields: {
          unmentioned: {
            doc: '`denied`: whatever no statement allows must be denied, within `scope`. `unspecified` (the default): nothing is said about it.',
            schema: { kind: 'scalar', type: 'string', enum: ['denied', 'unspecified'] },
          },
          scope: {
            doc: 'Whom `unmentioned` speaks of. Without it: the namespaces named below, both directions.',
            schema: {
              kind: 'object',
              fields: {
                namespaces: {
                  doc: 'Names of namespaces.',
                  schema: {
                    kind: 'list',
                    item: { kind: 'scalar', type: 'string', format: 'namespace' },
                  },
                },
                directions: {
                  doc: 'Which gates of their pods.',
                  schema: {
                    kind: 'list',
                    item: { kind: 'scalar', type: 'string', enum: ['Ingress', 'Egress'] },
                  },
                },
              },
            },
          },
          dns: {
            doc: '`allowed`: asking the cluster’s DNS counts as mentioned. The default where `unmentioned: denied` covers Egress; otherwise `unspecified`.',
            schema: { kind: 'scalar', type: 'string', enum: ['allowed', 'unspecified'] },
          },
          expect: {
            doc: 'The statements. Their order has no meaning.',
            schema: { kind: 'list', item: statement },
          },
        },
      },
      required: true,
    },
  },
};
