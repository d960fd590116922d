import { InputError } from './input-error';

/** A command line taken apart. */
export type Arguments = {
  /** Values of options, by name without dashes; the last one wins. */
  readonly options: ReadonlyMap<string, string>;
  /** All values of options that are given several times, in order. */
  readonly all: ReadonlyMap<string, readonly string[]>;
  /** What is no option: paths. */
  readonly rest: readonly string[];
};

/** Reads `--name value`, `--name=value` and paths; `--` ends the options. An unknown option is an InputError. */
export function readArguments(words: readonly string[], known: readonly string[]): Arguments {
  const options = new Map<string, string>();
  const all = new Map<string, string[]>();
  const rest: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--') {
      rest.push(...words.slice(index + 1));
      break;
    }
    if (!word.startsWith('--')) {
      if (word.startsWith('-') && word !== '-') throw new InputError(`unknown option ${word}`);
      rest.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const name = word.slice(2, equals < 0 ? undefined : equals);
    if (!known.includes(name)) {
      throw new InputError(
        `unknown option --${name}` +
          (known.length === 0 ? '' : `; there is ${known.map((one) => `--${one}`).join(', ')}`),
      );
    }
    const value = equals < 0 ? words[(index += 1)] : word.slice(equals + 1);
    if (value === undefined) throw new InputError(`--${name} needs a value`);
    options.set(name, value);
    all.set(name, [...(all.get(name) ?? []), value]);
  }
  return { options, all, rest };
}
