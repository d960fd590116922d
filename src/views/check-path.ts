export type { CheckAnswer, CheckedPath, CheckSuggestion } from './check-path-types';
