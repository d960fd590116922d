// What an editor asks of the language; one file for each question. Everything is a pure function of a snapshot.
// Diagnostics are not asked for: they come ready with every snapshot.
export { completionsAt } from './completion';
export { hoverAt } from './hover';
export { lensesOf } from './lenses';
export { outlineOf } from './outline';
export { quickFixesIn } from './quick-fixes';
export { selectorMatchAt } from './selector-at';
export { shapesOf } from './shapes';
