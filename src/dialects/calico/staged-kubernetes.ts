import { parseCidr } from '../../model/address';
import { within } from '../../model/origin';
import type { Origin } from '../../model/origin';
import type { Direction } from '../../model/policy';
import { decodeSelector } from '../../resources/api-server/decode-selector';
import type { JsonObject } from '../../yaml/types';
import { memberOf, numberOf, objectOf, objectsOf, textOf, textsOf } from './json';
import { kubernetesSubject, kubernetesPeer, kubernetesPorts } from './kubernetes-rule';
import type { KubernetesPort } from './kubernetes-rule';
import { emptySide } from './spec';
import type { CalicoPolicySpec, CalicoRule, CalicoSide } from './spec';

/** A policy of Kubernetes' own form that Calico stages: it is converted as those of Kubernetes are. */
export function decodeStagedKubernetes(
  value: JsonObject,
  name: string,
  namespace: string,
  origin: Origin,
): CalicoPolicySpec {
  const spec = objectOf(value, 'spec') ?? {};
  const types = textsOf(spec, 'policyTypes');
  const pods = decodeSelector(objectOf(spec, 'podSelector') ?? {}, origin);
  return {
    kind: 'StagedKubernetesNetworkPolicy',
    namespace,
    name,
    tier: 'default',
    order: 1000,
    selector: kubernetesSubject(pods),
    namespaceSelector: '',
    serviceAccountSelector: '',
    types: {
      ingress: types.length === 0 || types.includes('Ingress'),
      egress: types.includes('Egress'),
    },
    rules: { ingress: rulesOf(spec, 'ingress', origin), egress: rulesOf(spec, 'egress', origin) },
    doNotTrack: false,
    preDnat: false,
    applyOnForward: false,
    staged: true,
  };
}

function rulesOf(spec: JsonObject, direction: Direction, origin: Origin): readonly CalicoRule[] {
  return objectsOf(spec, direction).flatMap((rule, index) => {
    const at = within(origin, 'spec', direction, index);
    const peers = objectsOf(rule, direction === 'ingress' ? 'from' : 'to');
    const sides = peers.length === 0 ? [emptySide] : peers.map((peer) => sideOf(peer, at));
    const groups = kubernetesPorts(objectsOf(rule, 'ports').map(portOf));
    return (groups ?? []).flatMap(({ protocol, ports }) =>
      sides.map((side): CalicoRule => {
        const destination = { ...(direction === 'egress' ? side : emptySide), ports };
        return {
          action: 'allow',
          ...(protocol !== undefined && { protocol }),
          source: direction === 'ingress' ? side : emptySide,
          destination,
          index,
          origin: at,
        };
      }),
    );
  });
}

function sideOf(peer: JsonObject, origin: Origin): CalicoSide {
  const block = objectOf(peer, 'ipBlock');
  if (block !== undefined) {
    const nets = [textOf(block, 'cidr')].flatMap((text) => parseCidr(text)?.cidr ?? []);
    return {
      ...emptySide,
      nets,
      notNets: textsOf(block, 'except').flatMap((text) => parseCidr(text)?.cidr ?? []),
    };
  }
  const pods = objectOf(peer, 'podSelector');
  const namespaces = objectOf(peer, 'namespaceSelector');
  return kubernetesPeer(
    pods === undefined ? undefined : decodeSelector(pods, origin),
    namespaces === undefined ? undefined : decodeSelector(namespaces, origin),
  );
}

function portOf(entry: JsonObject): KubernetesPort {
  const port = memberOf(entry, 'port');
  const last = numberOf(entry, 'endPort');
  const protocol = textOf(entry, 'protocol') === '' ? 'TCP' : textOf(entry, 'protocol');
  return {
    protocol,
    ...((typeof port === 'number' || typeof port === 'string') && { port }),
    ...(last !== undefined && { last }),
  };
}
