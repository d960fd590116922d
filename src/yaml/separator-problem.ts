import type { Problem } from './outcome';

/** What is said of a line like `--- a: 1`. */
export function separatorProblem(line: string): Problem {
  const message = 'A line that begins with “---” separates documents: only a comment may follow on it.';
  return { code: 'YAML-SEPARATOR', message, start: 0, end: line.trimEnd().length };
}
