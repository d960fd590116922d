import { expect, test } from 'vitest';
import { parseSelector } from '../../dialects/calico/selector/parse';
import { jsonLines, recordedText } from '../../testing/cases';
import { labelTest, wantedLabel } from './label-test';

type Recorded = {
  readonly selector: string;
  readonly labels?: readonly Readonly<Record<string, string>>[];
  readonly matches?: readonly boolean[];
};

test('every recorded selector matches what it is recorded to match, all of which has the label that is wanted', () => {
  let [compared, wanting] = [0, 0];
  const cases = jsonLines(recordedText('calico-selectors')) as unknown as readonly Recorded[];
  for (const { selector, labels = [], matches = [] } of cases) {
    const parsed = parseSelector(selector);
    if (parsed.kind === 'error') continue;
    const holds = labelTest(parsed.node);
    const wanted = wantedLabel(parsed.node);
    labels.forEach((one, at) => {
      const own = new Map(Object.entries(one));
      expect(holds(own), `${selector} of ${JSON.stringify(one)}`).toBe(matches[at]);
      compared += 1;
      if (wanted === undefined || !holds(own)) return;
      expect(wanted.values, selector).toContain(own.get(wanted.label));
      wanting += 1;
    });
  }
  expect(compared).toBeGreaterThan(1000);
  expect(wanting).toBeGreaterThan(50);
});
