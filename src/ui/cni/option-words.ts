import type { OptionValue } from '../../model/cluster';
import type { EngineOption } from '../../model/engine-option';

/** A value as a field shows it. */
export function shownText(value: OptionValue): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** Of a switch that Settings may hold as a word, as a ConfigMap does; undefined where it is neither. */
export function switchedOn(value: OptionValue): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  if (word === 'true' || word === 'enabled') return true;
  return word === 'false' || word === 'disabled' ? false : undefined;
}

/** The items of a list, which may also be one text with commas. */
export function itemsOf(value: OptionValue): readonly string[] {
  const texts = Array.isArray(value) ? (value as readonly string[]) : String(value).split(',');
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}

/** What a typed text is as a value of the option; undefined: the engine's default. A problem where it is none. */
export function readTyped(
  { kind, values }: EngineOption,
  typed: string,
): { readonly value: OptionValue | undefined } | { readonly problem: string } {
  const text = typed.trim();
  if (kind === 'list') return { value: itemsOf(text) };
  if (text === '') return { value: undefined };
  if (kind !== 'number') {
    if (kind === 'choice' && values !== undefined && !values.includes(text)) {
      return { problem: `This is none of ${values.join(', ')}.` };
    }
    return { value: text };
  }
  const number = Number(text);
  return Number.isSafeInteger(number) && number >= 0 && number <= 65535
    ? { value: number }
    : { problem: 'A number from 0 to 65535 is wanted.' };
}
