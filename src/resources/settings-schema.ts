import { objectFields } from './object-meta';
import { field, listOf, object, oneOf, scalar } from './schema-parts';

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
    }),
  ),
});
