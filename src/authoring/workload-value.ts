import type { WorkloadKind } from '../model/cluster';
import type { Json, JsonObject } from '../yaml/types';
import type { PortSpec } from './types';

/** What a new workload is made of. */
export type NewWorkload = {
  readonly kind: WorkloadKind;
  readonly namespace: string;
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly ports: readonly PortSpec[];
  readonly image: string;
  readonly replicas: number | undefined;
};

const versions: Readonly<Record<WorkloadKind, string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  ReplicaSet: 'apps/v1',
  ReplicationController: 'v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  Pod: 'v1',
};

/** The smallest document that the API server takes. */
export function workloadValue(workload: NewWorkload): JsonObject {
  const { kind, namespace, name } = workload;
  const metadata: JsonObject = { name, namespace };
  const head: JsonObject = { apiVersion: versions[kind], kind };
  const labels = Object.fromEntries(workload.labels);
  const template: JsonObject = { metadata: { labels }, spec: podSpec(workload) };
  const count = workload.replicas === undefined ? {} : { replicas: workload.replicas };
  switch (kind) {
    case 'Pod':
      return { ...head, metadata: { ...metadata, labels }, spec: podSpec(workload) };
    case 'Deployment':
    case 'ReplicaSet':
      return { ...head, metadata, spec: { ...count, selector: { matchLabels: labels }, template } };
    case 'StatefulSet':
      return {
        ...head,
        metadata,
        spec: { serviceName: name, ...count, selector: { matchLabels: labels }, template },
      };
    case 'DaemonSet':
      return { ...head, metadata, spec: { selector: { matchLabels: labels }, template } };
    case 'ReplicationController':
      return { ...head, metadata, spec: { ...count, selector: labels, template } };
    case 'Job':
      return { ...head, metadata, spec: { template } };
    case 'CronJob':
      return { ...head, metadata, spec: { schedule: '0 * * * *', jobTemplate: { spec: { template } } } };
  }
}

function podSpec({ kind, name, image, ports }: NewWorkload): JsonObject {
  const declared = ports.map(portValue);
  const container: JsonObject = { name, image, ...(declared.length === 0 ? {} : { ports: declared }) };
  const once = kind === 'Job' || kind === 'CronJob' ? { restartPolicy: 'Never' } : {};
  return { ...once, containers: [container] };
}

/** A port as an item of a container's `ports`; TCP is the default and not written. */
export function portValue(port: PortSpec): JsonObject {
  const value: Record<string, Json> = {};
  if (port.name !== undefined && port.name !== '') value['name'] = port.name;
  value['containerPort'] = port.port;
  if (port.protocol !== 'TCP') value['protocol'] = port.protocol;
  return value;
}
