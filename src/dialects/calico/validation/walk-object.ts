import { parseAddress } from '../../../model/address';
import type { Path } from '../../../yaml/types';
import type { DecodedHostSpec, DecodedMeta, DecodedObject, DecodedTierSpec } from './decoded';
import { state, tell } from './errors';
import type { CalicoVersion, Findings } from './errors';
import {
  isInterfaceName,
  isName,
  isPortName,
  isTierName,
  keyProblems,
  labelForm,
  valueProblems,
} from './names';
import { isNetOrAddress } from './networks';
import { addressText, printedMap, printedProtocol } from './print-go';
import { supportsPorts } from './rule-function';
import { walkStagedKubernetes } from './staged-kubernetes';
import { badName, labelField, nameLength, walkMetadata, walkNotes } from './walk-metadata';
import { walkPolicy } from './walk-policy';
import { walkProtocol, walkRules } from './walk-rule';

const at: Path = ['spec'];

/** Calico's Go validator: depth first in Go's order of fields, what is said of a whole after its parts. */
export function walkObject(findings: Findings, object: DecodedObject): void {
  walkMetadata(findings, object.metadata);
  switch (object.kind) {
    case 'NetworkPolicy':
    case 'GlobalNetworkPolicy':
    case 'StagedNetworkPolicy':
    case 'StagedGlobalNetworkPolicy':
      walkPolicy(findings, object);
      return;
    case 'StagedKubernetesNetworkPolicy':
      walkStagedKubernetes(findings, object.metadata, object.spec);
      return;
    case 'Tier':
      walkTier(findings, object.metadata, object.spec);
      return;
    case 'NetworkSet':
    case 'GlobalNetworkSet':
      object.spec.nets?.forEach((net, index) => {
        if (!isNetOrAddress(net)) tell(findings, `Nets[${index}]`, net, 'cidr', [...at, 'nets', index]);
      });
      namespaceLabel(findings, object.metadata);
      return;
    case 'HostEndpoint':
      walkHost(findings, object.spec);
      return;
    case 'Profile': {
      const { ingress, egress, labelsToApply } = object.spec;
      walkRules(findings, ingress, [...at, 'ingress']);
      walkRules(findings, egress, [...at, 'egress']);
      const bad = [...(labelsToApply ?? [])].some(
        ([key, value]) =>
          keyProblems(key, findings.version).length + valueProblems(value, findings.version).length > 0,
      );
      if (bad) {
        tell(findings, 'LabelsToApply', printedMap(labelsToApply), 'labels', [...at, 'labelsToApply']);
      }
    }
  }
}

/** The label that Calico itself puts on sets. */
function namespaceLabel(findings: Findings, { labels }: DecodedMeta): void {
  const key = 'projectcalico.org/namespace';
  if (labels?.has(key) !== true) return;
  const path = ['metadata', 'labels', key];
  state(findings, labelField, key, `${key} is not a valid label name`, path, 'key');
}

/** Orders of the tiers that Calico makes, as Go prints them. */
const fixedOrders: Readonly<Record<CalicoVersion, ReadonlyMap<string, readonly [number, string]>>> = {
  '3.31': new Map([
    ['default', [1e6, '1e+06']],
    ['adminnetworkpolicy', [1000, '1000']],
    ['baselineadminnetworkpolicy', [1e7, '1e+07']],
  ]),
  '3.32': new Map([
    ['default', [1e6, '1e+06']],
    ['kube-admin', [1000, '1000']],
    ['kube-baseline', [1e7, '1e+07']],
  ]),
};

/** Upstream: `validator.go` validateTier. */
function walkTier(findings: Findings, metadata: DecodedMeta, spec: DecodedTierSpec): void {
  const { name } = metadata;
  const action = spec.defaultAction;
  if (action !== undefined && action !== 'Deny' && action !== 'Pass') {
    tell(findings, 'DefaultAction', action, 'oneof', [...at, 'defaultAction']);
  }
  nameLength(findings, name, 63);
  if (!isTierName(name)) badName(findings, name, "alphanumeric characters or '-'", labelForm);
  const [order, shown] = fixedOrders[findings.version].get(name) ?? [spec.order, ''];
  if (spec.order !== order) {
    const reason = `${name} tier order must be ${shown}`;
    state(findings, 'TierSpec.Order', addressText, reason, [...at, 'order']);
  }
  walkNotes(findings, metadata);
}

/** Upstream: `validator.go` validateHostEndpointSpec, validateEndpointPort. */
function walkHost(findings: Findings, spec: DecodedHostSpec): void {
  const { node, interfaceName, expectedIPs = [], profiles = [], ports = [] } = spec;
  if (node !== '' && !isName(node)) tell(findings, 'Node', node, 'name', [...at, 'node']);
  if (interfaceName !== '' && !isInterfaceName(interfaceName)) {
    tell(findings, 'InterfaceName', interfaceName, 'interface', [...at, 'interfaceName']);
  }
  expectedIPs.forEach((address, index) => {
    if (parseAddress(address) !== undefined) return;
    tell(findings, `ExpectedIPs[${index}]`, address, 'ip', [...at, 'expectedIPs', index]);
  });
  profiles.forEach((profile, index) => {
    if (!isName(profile)) tell(findings, `Profiles[${index}]`, profile, 'name', [...at, 'profiles', index]);
  });
  ports.forEach(({ name, protocol, port }, index) => {
    const path = [...at, 'ports', index];
    if (!isPortName(name)) tell(findings, 'Name', name, 'portName', [...path, 'name']);
    walkProtocol(findings, protocol, [...path, 'protocol']);
    if (port === 0) tell(findings, 'Port', '0', 'gt', [...path, 'port']);
    if (!supportsPorts(protocol)) {
      const reason = 'EndpointPort protocol does not support ports.';
      state(findings, 'EndpointPort.Protocol', printedProtocol(protocol), reason, [...path, 'protocol']);
    }
  });
  if (interfaceName === '' && expectedIPs.length === 0) {
    state(findings, 'InterfaceName', '', 'no interface or expected IPs have been specified', at);
  }
  if (node === '') state(findings, 'InterfaceName', '', 'no node has been specified', at);
}
