import type { Origin } from '../model/origin';
import { nearestSpan, nodeAt } from '../yaml/places';
import { spanInside } from '../yaml/scalar-place';
import type { Diagnostic, Path, PlacePart, Severity, Span, YamlDocument } from '../yaml/types';
import type { FileReading } from './reading';

/** Something found about a place that is named by its path; becomes a Diagnostic with a span. */
export type Finding = {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly origin: Origin;
  readonly part?: PlacePart;
  readonly field?: string;
  /** Where in the text of the value the fault shows, and what is said of that. */
  readonly point?: { readonly at: number; readonly words: string };
};

/** All diagnostics of a revision: what reading the texts said, and the findings; by file, then by place. */
export function diagnosticsOf(
  files: readonly FileReading[],
  findings: readonly Finding[],
): readonly Diagnostic[] {
  const position = new Map(files.map((reading, index) => [reading.file.id, { reading, index }]));
  const found: Diagnostic[] = files.flatMap((reading) => reading.problems);
  for (const { code, severity, message, origin, part, field, point } of findings) {
    const document = position.get(origin.file)?.reading.documents[origin.document];
    if (document === undefined) continue;
    found.push({
      code,
      severity,
      message: point === undefined ? message : `${message}: ${point.words}`,
      file: origin.file,
      span:
        (point === undefined ? undefined : pointedSpan(document, origin.path, point.at)) ??
        nearestSpan(document, origin.path, part ?? 'value'),
      document: origin.document,
      ...(field === undefined ? {} : { field }),
    });
  }
  const at = (diagnostic: Diagnostic) => position.get(diagnostic.file)?.index ?? 0;
  return found.sort((a, b) => at(a) - at(b) || a.span.start - b.span.start);
}

function pointedSpan(document: YamlDocument, path: Path, at: number): Span | undefined {
  const node = nodeAt(document.root, path);
  return node === undefined ? undefined : spanInside(document, node, at);
}
