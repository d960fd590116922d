import { describe, expect, it } from 'vitest';
import { calicoValidationCases, compareCalicoValidation } from '../../../testing/calico-validation-cases';
import { recordedText } from '../../../testing/cases';

describe.each(['calico-3.32', 'calico-3.31'])('what %s says to an object, as recorded', (cni) => {
  const cases = calicoValidationCases(recordedText(`${cni}-invalid`));

  it('has every recorded case', () => {
    expect(cases).toHaveLength(429);
  });

  it.each(cases.map((one) => [one.id, one] as const))(
    '[CAL-2] %s: the same words in the same order',
    (_, one) => {
      const { expected, got } = compareCalicoValidation(one, cni);
      expect(got).toEqual(expected);
    },
  );
});
