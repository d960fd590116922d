import { objectFields } from './object-meta';
import { anything, field, listOf, mapOf, object, oneOf, scalar } from './schema-parts';

const cidrs = listOf(scalar('string', 'cidr'));

/** Settings, `drawbridge.internal/v1alpha1`: facts of the cluster that decide verdicts. Every field may be absent. */
export const settingsSchema = object({
  ...objectFields('drawbridge.internal/v1alpha1', 'Settings'),
  spec: field(
    'Facts of the cluster that the manifests do not tell.',
    object({
      cni: field(
        'What enforces the policies: `kubernetes` (the reference behavior, the default) or `none`, which enforces nothing.',
        oneOf('kubernetes', 'none'),
      ),
      podCIDRs: field(
        'Ranges from which pods take their addresses. They decide whether an address rule may match a pod whose address is not known.',
        cidrs,
      ),
      serviceCIDRs: field('Ranges from which Services take their cluster addresses.', cidrs),
      nodeCIDRs: field('Ranges in which the nodes have their addresses.', cidrs),
      outside: field(
        'Addresses outside the cluster that have a name in the picture.',
        listOf(
          object({
            name: field('The name shown, unique in the workspace.', scalar('string'), true),
            cidrs: field('The addresses, as CIDRs.', cidrs, true),
          }),
        ),
      ),
      options: field(
        'Options of the engine that change verdicts, by the names that the engine has for them; what is not told has the engine’s default.',
        mapOf(anything),
      ),
      domains: field(
        'DNS names with the addresses they stand for, for rules that name domains.',
        listOf(
          object({
            name: field('The DNS name.', scalar('string'), true),
            addresses: field('The IP addresses that it stands for.', listOf(scalar('string')), true),
          }),
        ),
      ),
    }),
  ),
});
