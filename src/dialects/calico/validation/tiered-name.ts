/**
 * What Calico before 3.32 says of a policy's name: in another tier than `default` it must begin with the tier's name.
 * Upstream: `libcalico-go/lib/names/policy.go` ValidateTieredPolicyName.
 */
export function tieredNameProblem(name: string, tier: string): string | undefined {
  if (name === '') return 'Policy name is empty';
  if (madeNames.some((beginning) => name.startsWith(beginning))) return undefined;
  const tierName = tier === '' ? 'default' : tier;
  const fits = name.includes('.') ? name.startsWith(`${tierName}.`) : tierName === 'default';
  return fits ? undefined : `Incorrectly formatted policy name ${name}`;
}

/** Beginnings of names that converted policies get. */
const madeNames: readonly string[] = [
  'knp.default.',
  'ossg.default.',
  'kanp.adminnetworkpolicy.',
  'kbanp.baselineadminnetworkpolicy.',
];
