import { analyze } from '../analysis/analyze';
import type { Analysis } from '../analysis/types';
import { registry } from '../registry';

/** The analysis of texts as files `0.yaml`, `1.yaml`, …; a `cni` wins over their Settings. */
export function analyzed(
  texts: readonly string[],
  options: { readonly cni?: string; readonly previous?: Analysis } = {},
): Analysis {
  const files = texts.map((text, index) => ({ id: `f${index}`, name: `${index}.yaml`, text }));
  const revision = (options.previous?.summary.revision ?? 0) + 1;
  return analyze(
    files,
    revision,
    registry,
    options.previous,
    options.cni === undefined ? {} : { cni: options.cni },
  );
}

/** Objects as one text that both YAML and kubectl read. */
export function manifestText(objects: readonly object[]): string {
  return objects.map((object) => JSON.stringify(object)).join('\n---\n');
}
