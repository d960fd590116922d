import { useState } from 'react';
import type { MatrixRequest, MatrixView, MatrixWindow } from '../../views/matrix-types';
import { useAnswer } from '../app-context';
import { typedPort } from './matrix-options';
import type { MatrixOptions } from './matrix-options';

/** Lines asked for at a time: scrolling inside a chunk asks nothing. */
const chunk = 20;

/** The view of a window of the matrix. The one before stays until the new one is there. */
export function useMatrixView(
  options: MatrixOptions,
  rows: MatrixWindow,
  columns: MatrixWindow,
  find: MatrixRequest['find'],
): { readonly view: MatrixView | undefined; readonly failure: string | undefined } {
  const request: MatrixRequest = {
    ...options,
    port: typedPort(options.port),
    rows: chunked(rows),
    columns: chunked(columns),
    find,
  };
  const { value, failure } = useAnswer((engine) => engine.matrix(request), [JSON.stringify(request)]);
  const [last, setLast] = useState<MatrixView>();
  if (value !== undefined && value !== last) setLast(value);
  return { view: value ?? last, failure };
}

/** The window widened to whole chunks, so that small steps ask for the same. */
function chunked({ first, count }: MatrixWindow): MatrixWindow {
  const start = Math.floor(first / chunk) * chunk;
  const end = Math.ceil((first + count) / chunk) * chunk;
  return { first: start, count: Math.max(chunk, end - start) };
}
