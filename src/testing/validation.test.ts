import { describe, expect, it } from 'vitest';
import { recordedText } from './cases';
import { compareValidationCase, validationCases } from './validation-cases';

describe('validation of NetworkPolicies, as recorded', () => {
  const cases = validationCases(recordedText('kubernetes-np-invalid'));

  it('has every recorded case', () => {
    expect(cases).toHaveLength(380);
  });

  it.each(cases.map((one) => [one.id, one] as const))(
    '[NP-2] %s: the same fields and words in the same order',
    (_, one) => {
      const { expected, got } = compareValidationCase(one);
      expect(got).toEqual(expected);
    },
  );

  it.each(cases.filter((one) => one.before136 !== undefined).map((one) => [one.id, one] as const))(
    '[NP-11] %s: without the advisory errors it is what servers before 1.36 said',
    (_, one) => {
      const { errors } = compareValidationCase(one);
      const left = errors.filter((error) => error.advisory !== true).map((error) => error.message);
      expect(left).toEqual(one.before136?.errors.map((error) => error.message));
    },
  );
});
