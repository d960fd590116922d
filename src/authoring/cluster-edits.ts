import type { Snapshot } from '../snapshot/types';
import { addNamespace, addOutside, addWorkload, setSpec, settingsChange } from './cluster-additions';
import { addPort, changeLabel, removePort, rename, setPort, setReplicas } from './cluster-changes';
import { labelKeyProblem, labelValueProblem, portProblem } from './cluster-names';
import { setOption } from './cluster-options';
import { diffStep } from './diff';
import { removalChanges, statementRemoval } from './removals';
import type { ClusterEdit, StepResult } from './types';
import { writeChanges, type PlannedChanges } from './write';

/** A change of cluster documents, Settings or a statement as text edits, every other byte kept; or why there can be none. */
export function planClusterEdit(snapshot: Snapshot, edit: ClusterEdit): StepResult {
  const planned = plan(snapshot, edit);
  if (typeof planned === 'string') return { ok: false, reason: planned };
  if (planned.changes.length === 0) return { ok: false, reason: 'there is nothing to change' };
  const step = writeChanges(snapshot, planned.changes);
  if (typeof step === 'string') return { ok: false, reason: step };
  const diff = diffStep(snapshot.files, step.edits, step.newFiles, () => '');
  if (diff.length === 0) return { ok: false, reason: 'there is nothing to change' };
  return { ok: true, step, diff, title: planned.title };
}

function plan(snapshot: Snapshot, edit: ClusterEdit): PlannedChanges {
  switch (edit.kind) {
    case 'add namespace':
      return addNamespace(snapshot, edit);
    case 'add workload':
      return addWorkload(snapshot, edit);
    case 'add outside':
      return addOutside(snapshot, edit.name, edit.cidrs);
    case 'set label': {
      const problem = labelKeyProblem(edit.key) ?? labelValueProblem(edit.value);
      return problem ?? changeLabel(snapshot, edit.of, { kind: 'set', key: edit.key, value: edit.value });
    }
    case 'remove label':
      return changeLabel(snapshot, edit.of, { kind: 'remove', key: edit.key });
    case 'rename label':
      return (
        labelKeyProblem(edit.to) ??
        changeLabel(snapshot, edit.of, { kind: 'rename', key: edit.key, to: edit.to })
      );
    case 'add port':
      return portProblem(edit.port) ?? addPort(snapshot, edit.workload, edit.port);
    case 'set port':
      return portProblem(edit.port) ?? setPort(snapshot, edit.workload, edit.index, edit.port);
    case 'remove port':
      return removePort(snapshot, edit.workload, edit.index);
    case 'set replicas':
      return setReplicas(snapshot, edit.workload, edit.replicas);
    case 'rename':
      return rename(snapshot, edit.of, edit.name);
    case 'remove document':
      return removalChanges(snapshot, edit.origin);
    case 'remove statement':
      return statementRemoval(snapshot, edit.origin);
    case 'set cni':
      return {
        changes: settingsChange(snapshot, 'cni', edit.cni, () => [setSpec('cni', edit.cni)]),
        title: `Use the CNI \`${edit.cni}\``,
      };
    case 'set option':
      return setOption(snapshot, edit.name, edit.value);
  }
}
