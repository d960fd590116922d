import type { CheckAnswer, CheckedPath, CheckSuggestion } from '../../views/check-path';

/** One line of the list under the field. */
export type CheckOption =
  | { readonly kind: 'path'; readonly key: string; readonly path: CheckedPath }
  | { readonly kind: 'suggestion'; readonly key: string; readonly suggestion: CheckSuggestion }
  | { readonly kind: 'near'; readonly key: string; readonly text: string };

/** What can be chosen: the paths that the text names, other spellings, then ways to go on. */
export function checkOptions(
  text: string,
  answer: CheckAnswer | undefined,
  suggestions: readonly CheckSuggestion[],
): readonly CheckOption[] {
  const options: CheckOption[] = [];
  // Without a port the ports are what is offered, each with its verdict.
  const offersPorts = suggestions.some(({ kind }) => kind === 'port');
  if (answer?.kind === 'paths' && !(answer.portless && offersPorts)) {
    for (const [index, path] of answer.paths.entries()) {
      options.push({ kind: 'path', key: `path ${index}`, path });
    }
  }
  if (answer?.kind === 'problem') {
    for (const near of answer.near) options.push({ kind: 'near', key: `near ${near}`, text: near });
  }
  const typed = text.trim();
  for (const suggestion of suggestions) {
    if (suggestion.text.trim() === typed) continue;
    options.push({ kind: 'suggestion', key: `suggestion ${suggestion.text}`, suggestion });
  }
  return options;
}

/** What the field holds after an option is taken; undefined where the option is a path to show. */
export function textAfter(option: CheckOption): string | undefined {
  switch (option.kind) {
    case 'path':
      return undefined;
    case 'suggestion':
      return option.suggestion.text;
    case 'near':
      return option.text;
  }
}

export function optionId(list: string, index: number): string {
  return `${list}-${index}`;
}
