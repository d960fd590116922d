import { expect, test } from 'vitest';
import { recordedText, verdictCases } from './cases';
import { holdVerdicts } from './hold-verdicts';
import { runCiliumNames } from './cilium-name-cases';

for (const [file, flows] of [
  ['cilium-1.20', 7481],
  ['cilium-1.19', 7481],
  ['cilium-1.20-np', 8000],
  ['cilium-1.19-np', 8000],
  ['cilium-1.20-kcnp', 6000],
] as const) {
  holdVerdicts(file, flows, verdictCases(recordedText(file)));
}

test('[CIL-45] DNS names and patterns match what the agent was seen to match', () => {
  expect(runCiliumNames(recordedText('cilium-fqdn'))).toMatchObject({ asked: 142, agreed: 142, shown: [] });
});
