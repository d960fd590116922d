import { recordedText, verdictCases } from './cases';
import { holdVerdicts } from './hold-verdicts';

for (const [file, flows] of [
  ['kubernetes-np', 12_479],
  ['kubernetes-directed', 557],
  ['kubernetes-anp', 12_204],
  ['kubernetes-kcnp', 12_142],
  ['upstream-cluster-network-policy', 295],
] as const) {
  holdVerdicts(file, flows, verdictCases(recordedText(file)));
}
