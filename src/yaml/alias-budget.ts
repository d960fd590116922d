/**
 * How much of a document may come from aliases: the limits of go.yaml.in/yaml/v2 (decode.go), which keep a short
 * text from growing without end. Nodes are counted as that decoder visits them.
 */
export type AliasBudget = {
  /** Nodes visited so far, those behind aliases once for each alias. */
  decoded: number;
  /** Those of them that were reached through an alias. */
  aliased: number;
};

const LOW = 400_000;
const HIGH = 4_000_000;

/** Counts nodes; false when the document has to be refused. */
export function charge(budget: AliasBudget, decoded: number, aliased: number): boolean {
  budget.decoded += decoded;
  budget.aliased += aliased;
  if (budget.aliased <= 100 || budget.decoded <= 1000) return true;
  return budget.aliased / budget.decoded <= allowedRatio(budget.decoded);
}

function allowedRatio(decoded: number): number {
  if (decoded <= LOW) return 0.99;
  if (decoded >= HIGH) return 0.1;
  return 0.99 - (0.89 * (decoded - LOW)) / (HIGH - LOW);
}
