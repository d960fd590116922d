import type { Analysis, StatementSummary } from '../analysis/types';
import { InputError } from './input-error';

const words: Readonly<Record<StatementSummary['status'], string>> = {
  holds: 'holds      ',
  fails: 'FAILS      ',
  cannotTell: 'CANNOT TELL',
  vacuous: 'VACUOUS    ',
};

/** One line for each statement, failing ones with their reason, then a count. Nothing to test is an InputError. */
export function testReport(
  analysis: Analysis,
  waived: ReadonlySet<string>,
): { readonly text: string; readonly passed: boolean } {
  const { statements, problems } = analysis.summary;
  const broken = problems.filter(({ code, severity }) => severity === 'error' && code.startsWith('EXP-'));
  if (broken.length > 0) {
    throw new InputError(
      broken
        .map(({ place, message }) => `${place.fileName}:${place.line}:${place.column}: ${message}`)
        .join('\n'),
    );
  }
  if (statements.length === 0) throw new InputError('there are no Expectations to test');
  const lines = statements.map((statement) => {
    const { place, status, from, to, ports, verdict, name, reason } = statement;
    const title = `${words[status]}  ${from} to ${to}, ${ports}: ${verdict}`;
    const place_ = `${place.fileName}:${place.line}`;
    return (
      `${title}  (${name === undefined ? place_ : `${name}, ${place_}`})\n` +
      (reason === undefined ? '' : `             ${reason}\n`)
    );
  });
  const count = (status: StatementSummary['status']) =>
    statements.filter((one) => one.status === status).length;
  const passed = statements.every(({ status }) => status === 'holds' || waived.has(status));
  const tally =
    `${count('holds')} hold, ${count('fails')} fail, ` +
    `${count('cannotTell')} cannot be told, ${count('vacuous')} are vacuous\n`;
  return { text: `${lines.join('')}\n${tally}`, passed };
}
