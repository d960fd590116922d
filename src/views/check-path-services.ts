import type { Analysis } from '../analysis/types';
import type { Pod, Service, ServicePort } from '../model/cluster';
import type { FlowEnd } from '../model/flow';
import { hasPort, portRange } from '../model/ports';
import type { Protocol } from '../model/ports';
import { ofAddress } from './check-path-addresses';
import { serviceText } from './check-path-ends';
import { nearNames } from './check-path-near';
import type { PortWords } from './check-path-parse';
import { endNames } from './explanation-ends';
import { code, counted, listed, listedUpTo, name, sentence } from './sentences';
import type { Sentence } from './sentences';

/** A pod's own port behind a Service. */
export type ServiceTarget = {
  readonly id: string;
  readonly flowEnd: FlowEnd | undefined;
  readonly protocol: Protocol;
  readonly port: number;
};

export type ServiceReading =
  | {
      readonly kind: 'targets';
      readonly targets: readonly ServiceTarget[];
      readonly notes: readonly Sentence[];
    }
  /** `near`: other texts for destination and port. */
  | { readonly kind: 'problem'; readonly message: Sentence; readonly near: readonly string[] };

const targetsShown = 8;

/**
 * To which pods and ports a Service leads, since gates see the pods' own ports only: its ports are translated to their
 * targetPort, a name on each pod by itself. Without a selector its EndpointSlices tell.
 */
export function readService(analysis: Analysis, service: Service, words: PortWords): ServiceReading {
  const own = serviceText(analysis, service);
  if (service.type === 'ExternalName') {
    const domain = service.externalName ?? '';
    const message = sentence('Service ', name(service.name), ' is only another name for ', code(domain), '.');
    return { kind: 'problem', message, near: [] };
  }
  const ports = chosenPorts(service, words);
  if (ports.length === 0) return noSuchPort(service, words, own);
  const targets = unique(ports.flatMap((port) => targetsOf(analysis, service, port)));
  if (targets.length === 0) {
    const message = sentence(
      'Service ',
      name(service.name),
      ' leads to no pod here: ',
      noTargets(service, ports),
    );
    return { kind: 'problem', message, near: [] };
  }
  const notes = ports.flatMap((port) => translation(analysis, service, port));
  const hidden = targets.length - targetsShown;
  if (hidden > 0) notes.push(sentence(`${counted(hidden, 'more destination')} behind it are not shown.`));
  return { kind: 'targets', targets: targets.slice(0, targetsShown), notes };
}

/** The Service's ports that the words name; all of them where nothing is said. */
function chosenPorts(service: Service, words: PortWords): readonly ServicePort[] {
  switch (words.kind) {
    case 'none':
      return service.ports;
    case 'every':
      return service.ports.filter((port) => (words.protocol ?? port.protocol) === port.protocol);
    case 'number':
      return service.ports.filter(
        (port) => port.port === words.port && (words.protocol ?? port.protocol) === port.protocol,
      );
    case 'name':
      return service.ports.filter(
        (port) => port.name === words.name && (words.protocol ?? port.protocol) === port.protocol,
      );
    case 'protocol':
    case 'wrong':
      return [];
  }
}

function noSuchPort(service: Service, words: PortWords, own: string): ServiceReading {
  const called = name(service.name);
  if (service.ports.length === 0) {
    return { kind: 'problem', message: sentence('Service ', called, ' has no ports.'), near: [] };
  }
  const has = listedUpTo(
    service.ports.slice(0, 4).map((port) => sentence(`${port.protocol} ${port.port}`)),
    4,
    service.ports.length,
  );
  const near = service.ports.slice(0, 3).map((port) => `${own} ${port.port}${suffix(port.protocol)}`);
  if (words.kind === 'name') {
    const names = service.ports.flatMap((port) => port.name ?? []);
    near.unshift(...nearNames(words.name, names).map((port) => `${own} ${port}`));
  }
  const asked =
    words.kind === 'number'
      ? `port ${words.port}`
      : words.kind === 'wrong' || words.kind === 'protocol'
        ? 'such port'
        : 'port ';
  const named = words.kind === 'name' ? [code(words.name)] : [];
  return {
    kind: 'problem',
    message: sentence('Service ', called, ` has no ${asked}`, ...named, '. It has ', has, '.'),
    near: [...new Set(near)].slice(0, 4),
  };
}

function suffix(protocol: Protocol): string {
  return protocol === 'TCP' ? '' : ` ${protocol}`;
}

function noTargets(service: Service, ports: readonly ServicePort[]): Sentence {
  if (service.selector === undefined || service.selector.size === 0) return sentence('it has no endpoints.');
  const named = ports.find((port) => typeof port.targetPort === 'string');
  return named === undefined
    ? sentence('its selector matches none.')
    : sentence('no pod that it selects declares ', code(String(named.targetPort)), '.');
}

function targetsOf(analysis: Analysis, service: Service, port: ServicePort): readonly ServiceTarget[] {
  if (service.selector === undefined || service.selector.size === 0) {
    return sliceTargets(analysis, service, port);
  }
  return endpoints(analysis, service).flatMap((pod) =>
    podPorts(pod, port).map((number) => ({
      id: analysis.endId(pod.workload),
      flowEnd: undefined,
      protocol: port.protocol,
      port: number,
    })),
  );
}

function sliceTargets(analysis: Analysis, service: Service, port: ServicePort): readonly ServiceTarget[] {
  return service.endpoints.flatMap((endpoint) => {
    const reading = ofAddress(analysis, endpoint.address);
    const end = reading.kind === 'ends' ? reading.ends[0] : undefined;
    if (end === undefined) return [];
    return endpoint.ports
      .filter((slice) => (slice.name ?? '') === (port.name ?? '') && slice.protocol === port.protocol)
      .map((slice) => ({ id: end.id, flowEnd: end.flowEnd, protocol: slice.protocol, port: slice.port }));
  });
}

function endpoints(analysis: Analysis, service: Service): readonly Pod[] {
  const wanted = [...(service.selector ?? [])];
  return analysis.snapshot.cluster.pods.filter(
    (pod) =>
      pod.namespace === service.namespace &&
      pod.addressing !== 'ended' &&
      wanted.every(([key, value]) => pod.labels.get(key) === value),
  );
}

function podPorts(pod: Pod, port: ServicePort): readonly number[] {
  const { targetPort, protocol } = port;
  if (typeof targetPort === 'number') {
    return hasPort(portRange(protocol, 1, 65535), protocol, targetPort) ? [targetPort] : [];
  }
  return pod.ports
    .filter((own) => own.name === targetPort && own.protocol === protocol)
    .map((own) => own.port);
}

/** ``Service `api` port 80 leads to TCP 8080 (`http`) of `api`.`` */
function translation(analysis: Analysis, service: Service, port: ServicePort): Sentence[] {
  const targets = unique(targetsOf(analysis, service, port));
  if (targets.length === 0) return [];
  const numbers = [...new Set(targets.map((target) => target.port))].slice(0, 4);
  const ids = [...new Set(targets.map((target) => target.id))];
  const names = endNames(analysis);
  const whom = listedUpTo(
    ids.slice(0, 3).map((id) => sentence(name(names.titleOf(id)))),
    3,
    ids.length,
  );
  const named = typeof port.targetPort === 'string' ? [' (', code(port.targetPort), ')'] : [];
  return [
    sentence(
      service.headless ? 'Headless Service ' : 'Service ',
      name(service.name),
      ` port ${port.port} leads to ${port.protocol} `,
      listed(
        numbers.map((number) => sentence(`${number}`)),
        'or',
      ),
      ...named,
      ' of ',
      whom,
      '.',
    ),
  ];
}

function unique(targets: readonly ServiceTarget[]): readonly ServiceTarget[] {
  const seen = new Set<string>();
  return targets.filter((target) => {
    const key = `${target.protocol} ${target.port} ${target.id}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
