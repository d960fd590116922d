import type { IngressRoute } from '../../model/cluster';
import { objectIn, objectsIn, originOf, textIn } from '../place';
import type { Place } from '../place';

/** An Ingress: the names of the Services behind it, in the order of the document. */
export function readIngress(ingress: Place, namespace: string, name: string): IngressRoute {
  const services = new Set<string>();
  const add = (backend: Place | undefined): void => {
    if (backend === undefined) return;
    const service = objectIn(backend, 'service');
    // `serviceName` is how versions before networking.k8s.io/v1 wrote it.
    const found = service === undefined ? textIn(backend, 'serviceName') : textIn(service, 'name');
    if (found !== undefined && found !== '') services.add(found);
  };
  const spec = objectIn(ingress, 'spec');
  if (spec !== undefined) {
    add(objectIn(spec, 'defaultBackend') ?? objectIn(spec, 'backend'));
    for (const rule of objectsIn(spec, 'rules')) {
      const http = objectIn(rule, 'http');
      if (http === undefined) continue;
      for (const path of objectsIn(http, 'paths')) add(objectIn(path, 'backend'));
    }
  }
  return { namespace, name, services: [...services], origin: originOf(ingress) };
}
