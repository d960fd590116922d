import { describe, expect, it } from 'vitest';
import { adminValidationCases, compareAdminValidation } from './admin-validation-cases';
import { recordedText } from './cases';

describe('validation of cluster-wide policies, as recorded', () => {
  const cases = adminValidationCases(recordedText('kubernetes-admin-invalid'));

  it('has every recorded case', () => {
    expect(cases).toHaveLength(239);
  });

  it.each(cases.map((one) => [one.id, one] as const))(
    '[ANP-2] [CNP-2] %s: the same fields and words',
    (_, one) => {
      const { expected, got } = compareAdminValidation(one);
      expect(got).toEqual(expected);
    },
  );
});
