import { hasPort } from '../model/ports';
import { isEndpoint, servicePorts } from '../expectations/services';
import type { Snapshot } from '../snapshot/types';
import type { PlanEnd, PortOffer } from './types';

/** The ports that the containers of a destination declare, those of most of its pods first; none outside. */
export function portOffers(snapshot: Snapshot, to: PlanEnd): readonly PortOffer[] {
  const { cluster } = snapshot;
  const wanted =
    to.kind === 'workloads'
      ? cluster.workloads.filter((workload) => to.ids.includes(workload.id))
      : to.kind === 'namespace'
        ? cluster.workloads.filter((workload) => workload.namespace === to.name)
        : [];
  const found = new Map<string, { offer: PortOffer; count: number }>();
  for (const workload of wanted) {
    const pod = cluster.pods[workload.pods[0] ?? -1];
    if (pod === undefined) continue;
    const services = cluster.services.filter((service) => isEndpoint(service, pod));
    for (const { protocol, port, name } of pod.ports) {
      const key = `${protocol} ${port}`;
      const known = found.get(key);
      const behind = services.flatMap((service) =>
        service.ports
          .filter((own) =>
            hasPort(servicePorts({ ...service, ports: [own] }, pod, undefined), protocol, port),
          )
          .map((own) => `${service.name}:${own.port}`),
      );
      const offer: PortOffer = {
        protocol,
        port,
        ...(name === undefined ? {} : { name }),
        services: [...new Set([...(known?.offer.services ?? []), ...behind])].sort(),
      };
      found.set(key, { offer, count: (known?.count ?? 0) + 1 });
    }
  }
  const order = { TCP: 0, UDP: 1, SCTP: 2, other: 3 } as const;
  return [...found.values()]
    .sort(
      (a, b) =>
        b.count - a.count || order[a.offer.protocol] - order[b.offer.protocol] || a.offer.port - b.offer.port,
    )
    .map(({ offer }) => offer);
}
