import { writeSync } from 'node:fs';

/** Writes text to standard output in pieces, waiting where a pipe is full; a reader that went away ends it quietly. */
export function writeOut(pieces: Iterable<string>): void {
  for (const piece of pieces) {
    let bytes = Buffer.from(piece, 'utf8');
    while (bytes.length > 0) {
      try {
        bytes = bytes.subarray(writeSync(1, bytes));
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : '';
        if (code === 'EPIPE') return;
        if (code !== 'EAGAIN') throw error;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      }
    }
  }
}
