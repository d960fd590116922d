import type { OptionValue } from '../../model/cluster';
import { unionPorts } from '../../model/ports';
import type { CniReading } from '../cni';
import { tunnelPorts } from './always';

/** How Calico reads what other engines read too. `ties` is what policies of one order are sorted by. */
export function calicoReadings(
  options: ReadonlyMap<string, OptionValue>,
  ties: string,
): readonly CniReading[] {
  const ports = unionPorts(...tunnelPorts(options));
  return [
    { of: 'enforcement', text: 'policies count' },
    { of: 'blocks', text: 'an ipBlock matches pods by their addresses' },
    { of: 'policy types', text: 'only directions that `policyTypes` lists count' },
    {
      of: 'host network',
      text: 'a pod on the network of its node is that node: selectors never match it, blocks do',
    },
    { of: 'baseline', text: 'Baseline rules are asked only where no NetworkPolicy isolates' },
    { of: 'calico ties', text: `policies of one order are taken by ${ties}` },
    ...(ports.length === 0
      ? []
      : [{ of: 'own ports' as const, text: 'pods cannot send through tunnels of their own', ports }]),
  ];
}
