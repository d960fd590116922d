import type { Origin } from '../model/origin';
import { nearestSpan } from '../yaml/places';
import type { Diagnostic, PlacePart, Severity } from '../yaml/types';
import type { FileReading } from './reading';

/** Something found about a place that is named by its path; becomes a Diagnostic with a span. */
export type Finding = {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly origin: Origin;
  readonly part?: PlacePart;
  readonly field?: string;
};

/** All diagnostics of a revision: what reading the texts said, and the findings; by file, then by place. */
export function diagnosticsOf(
  files: readonly FileReading[],
  findings: readonly Finding[],
): readonly Diagnostic[] {
  const position = new Map(files.map((reading, index) => [reading.file.id, { reading, index }]));
  const found: Diagnostic[] = files.flatMap((reading) => reading.problems);
  for (const { code, severity, message, origin, part, field } of findings) {
    const document = position.get(origin.file)?.reading.documents[origin.document];
    if (document === undefined) continue;
    found.push({
      code,
      severity,
      message,
      file: origin.file,
      span: nearestSpan(document, origin.path, part ?? 'value'),
      document: origin.document,
      ...(field === undefined ? {} : { field }),
    });
  }
  const at = (diagnostic: Diagnostic) => position.get(diagnostic.file)?.index ?? 0;
  return found.sort((a, b) => at(a) - at(b) || a.span.start - b.span.start);
}
