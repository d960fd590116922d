import {
  completionsAt,
  hoverAt,
  lensesOf,
  outlineOf,
  quickFixesIn,
  selectorMatchAt,
  shapesOf,
} from '../language/language';
import type { Registry } from '../snapshot/types';
import type { LanguagePart } from './parts';

/** What the editor asks. */
export function languagePart(registry: Registry): LanguagePart {
  return {
    hover: ({ snapshot }, file, offset) => hoverAt(snapshot, registry, file, offset),
    complete: ({ snapshot }, file, offset) => completionsAt(snapshot, registry, file, offset),
    lenses: ({ snapshot }, file) => lensesOf(snapshot, registry, file),
    outline: ({ snapshot }, file) => outlineOf(snapshot, registry, file),
    quickFixes: ({ snapshot }, file, start, end) => quickFixesIn(snapshot, registry, file, start, end),
    shapes: ({ snapshot }, file) => shapesOf(snapshot, registry, file),
    selectorAt: ({ snapshot }, file, offset) => selectorMatchAt(snapshot, registry, file, offset),
  };
}
