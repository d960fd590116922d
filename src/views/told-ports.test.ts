import { describe, expect, test } from 'vitest';
import { everyPort, otherPorts, portRange, portSetText, subtractPorts, unionPorts } from '../model/ports';
import type { PortSet } from '../model/ports';
import { analyzed } from '../testing/analyzed';
import { buildGraph } from './graph';
import { plainRequest } from './graph/picture-fixture';
import { matrixView } from './matrix';
import { toldPorts } from './told-ports';

const workload = (name: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: c, image: x, ports: [{containerPort: 8080}]}]}
---`;
const text = `${workload('web')}${workload('api')}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api, namespace: shop}
spec: {podSelector: {matchLabels: {app: api}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}`;

const underCalico = analyzed([text], { cni: 'calico-3.32' });
const underKubernetes = analyzed([text], { cni: 'kubernetes' });
const without = (...sets: readonly PortSet[]) => subtractPorts(everyPort, unionPorts(...sets));
const tunnels = unionPorts(portRange('UDP', 4789, 4789), otherPorts(4));

describe('ports that Calico decides alone', () => {
  const told = (ports: PortSet) => portSetText(toldPorts(underCalico)(ports));

  test('are not told as what a connection lacks', () => {
    expect(told(without(tunnels))).toBe('every port');
    expect(told(without(tunnels, portRange('TCP', 22, 22)))).toBe('every port but TCP 22');
    expect(told(subtractPorts(portRange('UDP', 1, 65535), tunnels))).toBe('every UDP port');
  });

  test('are told where they are asked about or more is missing', () => {
    expect(told(tunnels)).toBe('UDP 4789, IPIP');
    expect(told(portRange('TCP', 80, 80))).toBe('TCP 80');
    expect(told(portRange('UDP', 1, 4788))).toBe('UDP 1-4788');
    expect(told(without(tunnels, portRange('UDP', 53, 53)))).toBe('every port but UDP 53,4789');
    expect(told([])).toBe('no port');
  });

  test('labels, what they say aloud and cells say `every port`, and what is meant stays exact', () => {
    const from = underCalico.endOf('Deployment/shop/web') ?? -1;
    const to = underCalico.endOf('Deployment/shop/api') ?? -1;
    expect(underCalico.meanings(from, to).map(({ ports }) => portSetText(ports))).toEqual([
      'every port but UDP 4789, IPIP',
    ]);
    const edge = buildGraph(underCalico, plainRequest).edges.find(
      ({ to: id }) => id === 'Deployment/shop/api',
    );
    expect(edge?.label).toBe('every port');
    expect(edge?.description).toBe('web to api, every port, allowed, nothing said about it');
    const whole = { first: 0, count: 20 };
    const { cells } = matrixView(underCalico, {
      rows: whole,
      columns: whole,
      sort: 'cluster',
      grouped: false,
      foldAlike: false,
      folded: [],
      filter: '',
      port: undefined,
      find: undefined,
    });
    const admitted = cells.flat().filter(({ meaning }) => meaning === 'admitted');
    expect(admitted.map(({ ports }) => ports)).toEqual(['every port']);
  });
});

test('under another CNI every set is told as it is', () => {
  const ports = without(tunnels);
  expect(toldPorts(underKubernetes)(ports)).toBe(ports);
});
