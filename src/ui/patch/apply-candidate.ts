import type { Candidate, ChangedPath, StepResult } from '../../authoring/types';
import type { PathRef } from '../../analysis/types';
import type { WorkspaceCommands, WorkspaceState } from '../../workspace/types';
import { doneWords } from './words';

/** Writes a candidate as one undo step and says so. False where it could not be done. */
export function applyCandidate(commands: WorkspaceCommands, candidate: Candidate): boolean {
  const label = candidate.title.replaceAll('`', '');
  const done = commands.change({ label, edits: candidate.edits, newFiles: candidate.newFiles });
  commands.preview(undefined);
  if (done) commands.say(doneWords(candidate), { undo: true });
  return done;
}

/** Writes a step of a cluster edit; a reason why there is none is said instead. */
export function applyStep(commands: WorkspaceCommands, result: StepResult): boolean {
  if (!result.ok) {
    commands.say(result.reason.replaceAll('`', ''));
    return false;
  }
  const { step, title } = result;
  return commands.change({ label: title.replaceAll('`', ''), edits: step.edits, newFiles: step.newFiles });
}

/** What the canvas shows of a candidate that is looked at: paths that it opens or closes beyond the wish. */
export function previewOf(candidate: Candidate): NonNullable<WorkspaceState['preview']> {
  return { opened: candidate.opened.flatMap(pathRef), closed: candidate.closed.flatMap(pathRef) };
}

function pathRef({ from, to, ports }: ChangedPath): readonly PathRef[] {
  const port = ports[0];
  if (port === undefined) return [];
  return [{ from: from.id, to: to.id, protocol: port.protocol, port: port.first }];
}
