import type { Problem } from './outcome';

const ACTION = /\{\{[^\n]*?\}\}|\{\{/;

/**
 * A problem in a text with `{{ … }}` is most likely none of YAML's: the text is a Go template (a Helm chart)
 * that has not been rendered. Says that instead, at the first such place.
 */
export function explainTemplate(problem: Problem, text: string): Problem {
  const action = ACTION.exec(text);
  if (action === null) return problem;
  const start = action.index;
  const end = start + action[0].length;
  const message =
    'This is a template (“{{ … }}”) that has not been rendered, so it is not YAML yet. Render it first, for example with “helm template”.';
  return { code: 'YAML-TEMPLATE', message, start, end };
}
