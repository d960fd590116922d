import { checkPath } from '../views/check-path';
import { suggestPaths } from '../views/check-path-suggest';
import { outsideDetail, policyDetail, workloadDetail } from '../views/detail';
import { engineOptions } from '../views/engine-options';
import { explain } from '../views/explanation';
import { matrixView } from '../views/matrix';
import type { ViewsPart } from './parts';

/** The views that are asked for after the first picture. */
export const viewsPart: ViewsPart = {
  matrix: matrixView,
  explain: (analysis, path) => explain(analysis, path),
  workload: workloadDetail,
  outside: outsideDetail,
  policy: policyDetail,
  check: checkPath,
  suggest: suggestPaths,
  engineOptions,
  placeOfWorkload: (analysis, id) => analysis.summary.workloads.find((workload) => workload.id === id)?.place,
};
