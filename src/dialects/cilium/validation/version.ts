import type { OptionValue } from '../../../model/cluster';
import type { Surroundings } from '../../dialect';

/** What of the agent's release and settings decides what it refuses. */
export type Agent = {
  /** False for 1.19, which differs in what it knows, checks and says. */
  readonly is120: boolean;
  readonly nodeSelectorLabels: boolean;
  readonly icmpRules: boolean;
  readonly l7Proxy: boolean;
  readonly extendedProtocols: boolean;
};

/** Upstream: `pkg/option/config.go`, by the names of the flags. */
export function agentOf(around: Surroundings): Agent {
  const isOn = (flag: string, standard: boolean) => switchedOn(around.options.get(flag), standard);
  return {
    is120: around.cni !== 'cilium-1.19',
    nodeSelectorLabels: isOn('enable-node-selector-labels', false),
    icmpRules: isOn('enable-icmp-rules', true),
    l7Proxy: isOn('enable-l7-proxy', true),
    extendedProtocols: isOn('enable-extended-ip-protocols', false),
  };
}

/** A ConfigMap holds texts, and so does a Settings document that copies it. */
function switchedOn(value: OptionValue | undefined, standard: boolean): boolean {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : standard;
}
