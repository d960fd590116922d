import type { SourceFile } from '../yaml/types';
import type { EngineRequest } from './protocol';

/** A file as it travels: without its text where the other side has it. */
type ToldFile = SourceFile | { readonly id: string; readonly name: string; readonly text?: undefined };
type Told = { readonly revision: number; readonly files: readonly ToldFile[] };

/**
 * Packs updates for one thread: texts that it was told before are left out, so that a keystroke in one file costs that
 * file only.
 */
export function createPacker(): (update: {
  readonly revision: number;
  readonly files: readonly SourceFile[];
}) => Told {
  let told = new Map<string, string>();
  return ({ revision, files }) => {
    const packed = files.map((file): ToldFile => {
      const isKnown = told.get(file.id) === file.text;
      return isKnown ? { id: file.id, name: file.name } : file;
    });
    told = new Map(files.map((file) => [file.id, file.text]));
    return { revision, files: packed };
  };
}

/**
 * Unpacks what `createPacker` packed. A file that did not change is the very same object as before, by which the
 * engine knows what it need not look at again.
 */
export function createUnpacker(): (request: EngineRequest) => EngineRequest {
  let known = new Map<string, SourceFile>();
  return (request) => {
    if (request.call !== 'update') return request;
    const { revision, files } = request.arguments[0] as Told;
    const whole = files.map((file): SourceFile => {
      if (file.text !== undefined) return file;
      const before = known.get(file.id);
      if (before?.name === file.name) return before;
      return { id: file.id, name: file.name, text: before?.text ?? '' };
    });
    known = new Map(whole.map((file) => [file.id, file]));
    return { ...request, arguments: [{ revision, files: whole }] };
  };
}
