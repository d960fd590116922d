import { adminNetworkPolicyDialect } from '../dialects/admin-network-policy/dialect';
import { clusterNetworkPolicyDialect } from '../dialects/cluster-network-policy/dialect';
import type { JsonObject } from '../yaml/types';
import { jsonLines } from './cases';

/** A recorded cluster-wide policy with what a server with these CRDs says to it. */
export type AdminValidationCase = {
  readonly id: string;
  /** Release and channel of network-policy-api. */
  readonly crd: string;
  readonly resource: JsonObject;
  readonly errors: readonly { readonly field: string; readonly message: string }[];
};

export function adminValidationCases(text: string): readonly AdminValidationCase[] {
  return jsonLines(text) as unknown as readonly AdminValidationCase[];
}

/** Compares fields and texts of one policy as sets: the server's order is random. */
export function compareAdminValidation({ crd, resource, errors }: AdminValidationCase): {
  readonly expected: readonly string[];
  readonly got: readonly string[];
  readonly same: boolean;
} {
  const dialects = [adminNetworkPolicyDialect, clusterNetworkPolicyDialect];
  const { apiVersion, kind } = resource as { readonly apiVersion: string; readonly kind: string };
  const dialect = dialects.find((one) => one.reads(apiVersion, kind));
  const found = dialect?.validate(resource, { cni: 'kubernetes', options: new Map(), crd }) ?? [];
  const lines = (list: AdminValidationCase['errors']) =>
    list.map(({ field, message }) => JSON.stringify([field, message])).sort();
  const [expected, got] = [lines(errors), lines(found)];
  return { expected, got, same: JSON.stringify(expected) === JSON.stringify(got) };
}
