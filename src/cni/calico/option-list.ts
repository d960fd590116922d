import type { EngineOption } from '../../model/engine-option';
import { failsafes, vxlanPort } from './always';

const failsafe = (name: string, title: string, about: string, otherwise: string): EngineOption => ({
  name,
  title,
  about,
  kind: 'list',
  default: otherwise.split(','),
  example: 'tcp:22',
});

const flag = (name: string, title: string, about: string): EngineOption => ({
  name,
  title,
  about,
  kind: 'boolean',
  default: false,
});

/** What of Felix's configuration changes verdicts, with its defaults. Upstream: `felix/config/config_params.go`. */
export const calicoOptionList: readonly EngineOption[] = [
  {
    name: 'DefaultEndpointToHostAction',
    title: 'From a pod to its own host',
    about:
      'Accept: let in, whatever host endpoints say. Return: the policies of host endpoints decide. Drop: refused.',
    kind: 'choice',
    default: 'Accept',
    values: ['Accept', 'Return', 'Drop'],
  },
  failsafe(
    'FailsafeInboundHostPorts',
    'Failsafe ports into hosts',
    'Ports of host endpoints that no policy closes.',
    failsafes.ingress,
  ),
  failsafe(
    'FailsafeOutboundHostPorts',
    'Failsafe ports out of hosts',
    'Ports that hosts reach whatever policies say.',
    failsafes.egress,
  ),
  {
    name: 'PolicySyncPathPrefix',
    title: 'Application layer policy',
    about:
      'Where Felix tells policies to Dikastes. If nothing is told, HTTP matches are left out and the rest of their rule counts.',
    kind: 'text',
    default: '',
    example: '/var/run/nodeagent',
  },
  flag(
    'BPFEnabled',
    'eBPF dataplane',
    'The packet filters drop tunnels that pods would dig themselves; the eBPF programs do not.',
  ),
  flag(
    'AllowVXLANPacketsFromWorkloads',
    'VXLAN from pods',
    'Whether pods may send VXLAN packets themselves.',
  ),
  {
    name: 'VXLANPort',
    title: 'VXLAN port',
    about: 'The UDP port on which VXLAN packets of pods are dropped.',
    kind: 'number',
    default: vxlanPort,
  },
  flag(
    'AllowIPIPPacketsFromWorkloads',
    'IP in IP from pods',
    'Whether pods may send IP in IP packets themselves.',
  ),
  flag(
    'StagedAsEnforced',
    'Staged policies as if enforced',
    'A question of Drawbridge’s own: what if every staged policy were enforced.',
  ),
];
