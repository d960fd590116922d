import { Random } from './random';

/** A generated workspace for an engine other than the reference, as the texts of two files. */
export type EngineCluster = { readonly cni: string; readonly cluster: string; readonly policies: string };

const apps = ['api', 'web', 'worker', 'cache', 'db', 'gateway', 'search', 'mail', 'billing', 'auth'] as const;
const zones = ['red', 'blue', 'green', 'gold'] as const;

/** Live pods, ten to a workload, in namespaces of twenty workloads. */
function podTexts(workloads: number, random: Random): readonly string[] {
  const texts: string[] = [];
  for (let at = 0; at < workloads / 20; at++) {
    texts.push(
      `{apiVersion: v1, kind: Namespace, metadata: {name: ns-${at}, labels: {zone: ${random.pick(zones)}}}}\n`,
    );
  }
  let address = 0;
  for (let at = 0; at < workloads; at++) {
    const namespace = `ns-${Math.floor(at / 20)}`;
    const name = `${random.pick(apps)}-${at}`;
    const labels = `{app: ${name}, role: ${random.pick(apps)}, tier: ${random.pick(['front', 'back'])}}`;
    const owner = `{apiVersion: apps/v1, kind: ReplicaSet, name: ${name}-6d4b75cb6d, controller: true, uid: u${at}}`;
    for (let pod = 0; pod < 10; pod++) {
      const ip = `10.${64 + (address >> 16)}.${(address >> 8) & 255}.${address & 255}`;
      address += 1;
      texts.push(
        `{apiVersion: v1, kind: Pod, metadata: {name: ${name}-6d4b75cb6d-${pod}, namespace: ${namespace}, labels: ${labels}, ownerReferences: [${owner}]}, ` +
          `spec: {containers: [{name: c, image: x, ports: [{name: http, containerPort: 8080}, {containerPort: 9090}]}]}, status: {phase: Running, podIP: ${ip}, podIPs: [{ip: ${ip}}]}}\n`,
      );
    }
  }
  return texts;
}

function calicoRule(direction: 'ingress' | 'egress', random: Random): string {
  const side = direction === 'ingress' ? 'source' : 'destination';
  const roll = random.next();
  const peer =
    roll < 0.5
      ? `{selector: "role == '${random.pick(apps)}' && tier == '${random.pick(['front', 'back'])}'"}`
      : roll < 0.8
        ? `{namespaceSelector: "zone in {'${random.pick(zones)}', '${random.pick(zones)}'}", selector: "role != '${random.pick(apps)}'"}`
        : `{nets: [${random.below(60) + 20}.0.0.0/12]}`;
  const port = random.pick([443, 5432, 6379, 8080, 9090]);
  const action = random.pick(['Allow', 'Allow', 'Allow', 'Deny', 'Pass', 'Log'] as const);
  return direction === 'ingress'
    ? `{action: ${action}, protocol: TCP, ${side}: ${peer}, destination: {ports: [${port}]}}`
    : `{action: ${action}, protocol: TCP, ${side}: ${peer.replace(/}$/, `, ports: [${port}]}`)}}`;
}

/** Pods under global policies of five tiers, each of as many rules. */
export function generateCalico(size: {
  readonly workloads: number;
  readonly policies: number;
  readonly rules: number;
  readonly seed: number;
}): EngineCluster {
  const random = new Random(size.seed);
  const tiers = ['security', 'platform', 'team', 'app'];
  const texts = tiers.map(
    (name, at) =>
      `{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: ${name}}, spec: {order: ${(at + 1) * 100}}}\n`,
  );
  for (let at = 0; at < size.policies; at++) {
    const tier = random.pick([...tiers, 'default']);
    const rules = (direction: 'ingress' | 'egress', count: number) =>
      Array.from({ length: count }, () => calicoRule(direction, random)).join(', ');
    const ingress = Math.ceil(size.rules / 2);
    texts.push(
      `{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: p-${at}}, spec: {tier: ${tier}, order: ${random.below(1000)}, ` +
        `selector: "role == '${random.pick(apps)}' && projectcalico.org/namespace == 'ns-${random.below(Math.max(1, size.workloads / 20))}'", types: [Ingress, Egress], ` +
        `ingress: [${rules('ingress', ingress)}], egress: [${rules('egress', size.rules - ingress)}]}}\n`,
    );
  }
  return {
    cni: 'calico-3.32',
    cluster: podTexts(size.workloads, random).join('---\n'),
    policies: texts.join('---\n'),
  };
}

/** One pod under very many policies of very many rules. */
export function generateCrowded(policies: number, rules: number, seed: number): EngineCluster {
  const random = new Random(seed);
  const texts = Array.from({ length: policies }, (_, at) => {
    const all = Array.from({ length: rules }, () => calicoRule('ingress', random)).join(', ');
    return `{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: p-${at}}, spec: {order: ${at}, selector: "projectcalico.org/name == 'x' || projectcalico.org/namespace == 'ns-0'", types: [Ingress], ingress: [${all}]}}\n`;
  });
  return { cni: 'calico-3.32', cluster: podTexts(20, random).join('---\n'), policies: texts.join('---\n') };
}

/** Pods under CiliumNetworkPolicies with HTTP rules and deny sections. */
export function generateCilium(size: {
  readonly workloads: number;
  readonly policies: number;
  readonly seed: number;
}): EngineCluster {
  const random = new Random(size.seed);
  const texts = Array.from({ length: size.policies }, (_, at) => {
    const namespace = `ns-${random.below(Math.max(1, size.workloads / 20))}`;
    const from = `fromEndpoints: [{matchLabels: {role: ${random.pick(apps)}}}]`;
    const port = `ports: [{port: "${random.pick([443, 8080, 9090])}", protocol: TCP}]`;
    const http = random.chance(0.4)
      ? `, rules: {http: [{method: GET, path: "/${random.pick(apps)}/.*"}]}`
      : '';
    const deny = random.chance(0.3)
      ? `, ingressDeny: [{fromEndpoints: [{matchLabels: {tier: ${random.pick(['front', 'back'])}, role: ${random.pick(apps)}}}]}]`
      : '';
    return (
      `{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: p-${at}, namespace: ${namespace}}, ` +
      `spec: {endpointSelector: {matchLabels: {role: ${random.pick(apps)}}}, ingress: [{${from}, toPorts: [{${port}${http}}]}]${deny}}}\n`
    );
  });
  return {
    cni: 'cilium-1.20',
    cluster: podTexts(size.workloads, random).join('---\n'),
    policies: texts.join('---\n'),
  };
}
