import type { Origin } from '../model/origin';
import type { Snapshot } from '../snapshot/types';
import { createLineIndex, type LineIndex } from '../yaml/line-index';
import { nearestSpan } from '../yaml/places';
import type { PlacePart, SourceFile, Span } from '../yaml/types';
import type { Place } from './types';

/** Turns origins and spans of one snapshot into places to show and to jump to. */
export type Places = {
  readonly ofOrigin: (origin: Origin, part?: PlacePart) => Place;
  readonly ofSpan: (file: string, span: Span) => Place;
};

/** Line indexes by text, so that files that did not change are not counted again. */
const indexes = new WeakMap<SourceFile, LineIndex>();

export function createPlaces(snapshot: Snapshot): Places {
  const files = new Map(snapshot.files.map((file) => [file.id, file]));
  const ofSpan = (id: string, span: Span): Place => {
    const file = files.get(id);
    if (file === undefined) {
      return { file: id, fileName: id, line: 1, column: 1, endLine: 1, start: 0, end: 0 };
    }
    const index = indexes.get(file) ?? createLineIndex(file.text);
    indexes.set(file, index);
    const { line, column } = index.positionAt(span.start);
    const endLine = index.positionAt(span.end).line;
    return { file: id, fileName: file.name, line, column, endLine, start: span.start, end: span.end };
  };
  const ofOrigin = (origin: Origin, part: PlacePart = 'value'): Place => {
    const document = snapshot.documents.get(origin.file)?.[origin.document];
    if (document === undefined) return ofSpan(origin.file, { start: 0, end: 0 });
    return ofSpan(origin.file, nearestSpan(document, origin.path, part));
  };
  return { ofOrigin, ofSpan };
}
