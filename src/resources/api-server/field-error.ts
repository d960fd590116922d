import type { Json, Path } from '../../yaml/types';
import { fieldText } from '../diagnostic';
import { goJson, goQuoted } from './go-text';

/** An error of the API server or of the engine about one field, word for word. */
export type FieldError = {
  /** The server's name of the field; empty where the text names none. */
  readonly field: string;
  /** The whole text to show. */
  readonly message: string;
  /** Where in the document, as far as it can be told. */
  readonly path: Path;
  /** What the place is: the key itself (unknown field), or its value. */
  readonly part: 'key' | 'value';
  /**
   * Raised only by servers of some versions (CIDR spelling since 1.36, `status` since 1.28): shown, but never removes
   * a policy.
   */
  readonly advisory?: boolean;
  /** Where in a text its fault shows, and what the engine’s own reader says of it; the message does not tell. */
  readonly point?: { readonly at: number; readonly words: string };
};

/**
 * How the server prints a value: plain strings quoted, numbers bare, all else (named string types, lists) as JSON.
 * Upstream: apimachinery `pkg/util/validation/field/errors.go`.
 */
export type ShownValue = { readonly text: string };

export function shownText(text: string): ShownValue {
  return { text: goQuoted(text) };
}

export function shownJson(value: Json): ShownValue {
  return { text: goJson(value) };
}

/** Where an error belongs, if not at the field that it names (labels: the map is named, a key is meant). */
export type ErrorPlace = { readonly path: Path; readonly part: 'key' | 'value' };

export function invalid(path: Path, value: ShownValue, detail: string, place?: ErrorPlace): FieldError {
  return fieldError(path, `Invalid value: ${value.text}: ${detail}`, place);
}

export function unsupported(path: Path, value: ShownValue, supported: readonly string[]): FieldError {
  const list = supported.map(goQuoted).join(', ');
  return fieldError(path, `Unsupported value: ${value.text}: supported values: ${list}`);
}

export function required(path: Path, detail = ''): FieldError {
  return fieldError(path, detail === '' ? 'Required value' : `Required value: ${detail}`);
}

export function forbidden(path: Path, detail: string): FieldError {
  return fieldError(path, `Forbidden: ${detail}`);
}

export function tooLong(path: Path, bytes: number): FieldError {
  return fieldError(path, `Too long: may not be more than ${bytes} bytes`);
}

function fieldError(path: Path, text: string, place?: ErrorPlace): FieldError {
  const field = fieldText(path);
  return { field, message: `${field}: ${text}`, path: place?.path ?? path, part: place?.part ?? 'value' };
}
