import type { Analysis, Place } from '../analysis/types';
import type { FlowDetails } from '../model/flow';
import { explainWords } from '../views/check-path';
import type { PortWords } from '../views/check-path-parse';
import type { CheckAnswer } from '../views/check-path-types';
import type { Explanation, Lane, LaneStep } from '../views/explanation-types';
import { plainText, printableText } from '../views/sentences';
import { InputError } from './input-error';

/** A path as asked for on the command line. Without a port every port that the destination declares is meant. */
export type ExplainQuestion = {
  readonly from: string;
  readonly to: string;
  readonly ports: PortWords;
  readonly details?: FlowDetails;
};

/** Why paths are open or shut, in the words of the screen. Names that mean nothing are bad input. */
export function explainText(analysis: Analysis, question: ExplainQuestion): string {
  const { from, to, ports, details } = question;
  const words = { from: from.trim(), separated: true, to: to.trim(), ports };
  const found = explainWords(analysis, [details === undefined ? words : { ...words, details }]);
  if (found.kind === 'answer') throw new InputError(complaint(found.answer, question));
  const notes = found.notes.map((note) => `${plainText(note)}\n`);
  return [...notes, ...found.paths.map(({ port, explanation }) => story(explanation, port))].join('\n');
}

function complaint(answer: CheckAnswer, { from, to }: ExplainQuestion): string {
  switch (answer.kind) {
    case 'nothing':
    case 'paths':
      return 'explain needs --from and --to';
    case 'incomplete':
      return to.trim() === '' || from.trim() === ''
        ? 'explain needs --from and --to'
        : `${printableText(to)} declares no port; say which with --port`;
    case 'problem': {
      const near = answer.near.map((one) => printableText(one));
      const hint = near.length === 0 ? '' : ` Did you mean ${near.join(', or ')}?`;
      return `${plainText(answer.message)}${hint}`;
    }
  }
}

function story(explanation: Explanation, asked: string): string {
  const { wanted, notes, lanes } = explanation;
  return [
    `${verdictText(explanation)}: ${printableText(explanation.from.title)} to ${printableText(explanation.to.title)}, ${explanation.port}`,
    plainText(explanation.sentence),
    ...(explanation.port.startsWith(asked) ? [] : [`This stands for ${asked}.`]),
    ...notes.map(plainText),
    ...wanted.map((one) => `wanted ${one.verdict} by ${placeText(one.place)}`),
    ...lanes.flatMap((lane) => ['', ...laneLines(lane)]),
    '',
  ].join('\n');
}

function verdictText({ verdict, conditions }: Explanation): string {
  return conditions === undefined ? verdict : `${verdict} with conditions`;
}

function laneLines(lane: Lane): readonly string[] {
  return [
    `${plainText(lane.title)}: ${lane.badge.text}`,
    ...lane.tiers.flatMap((tier) => [
      ...(tier.heading === undefined
        ? []
        : [`  ${plainText(tier.heading.words)}: ${tier.heading.badge.text}`]),
      ...(tier.words.length === 0 ? [] : [`  ${plainText(tier.words)}`]),
      ...tier.steps.flatMap(stepLines),
    ]),
  ];
}

const marks = { matched: '+', missed: '-', unknown: '?' } as const;

function stepLines(step: LaneStep): readonly string[] {
  const place = step.place === undefined ? '' : `  (${placeText(step.place)})`;
  const stale = step.stale ? ' [from before this edit]' : '';
  const dot = step.dot === 'looked at' ? ' ' : '*';
  const spec = step.spec === undefined ? '' : ` [${step.spec.id}]`;
  return [
    `  ${dot} ${plainText(step.words)}${spec}${stale}${place}`,
    ...step.findings.map((finding) => `      ${marks[finding.tone]} ${plainText(finding.words)}`),
  ];
}

function placeText(place: Place): string {
  return `${printableText(place.fileName)}:${place.line}`;
}
