import { describe, expect, it } from 'vitest';
import { registry } from '../registry';
import type { SourceFile } from '../yaml/types';
import { buildSnapshot } from './build';
import type { Snapshot } from './types';

const workloads = `apiVersion: v1
kind: Pod
metadata: {name: a, namespace: shop, labels: {app: a}}
spec: {containers: [{name: a, image: a}]}
---
apiVersion: v1
kind: Pod
metadata: {name: b, namespace: shop, labels: {app: b}}
spec: {containers: [{name: b, image: b}]}
`;

const deny = (name: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: shop}
spec: {podSelector: {matchLabels: {app: ${name}}}}
`;

function files(...texts: readonly string[]): readonly SourceFile[] {
  return texts.map((text, index) => ({ id: `f${index}`, name: `${index}.yaml`, text }));
}

let revision = 0;
function build(texts: readonly string[], previous?: Snapshot, cni?: string): Snapshot {
  revision += 1;
  return buildSnapshot(
    { files: files(...texts), revision, ...(cni === undefined ? {} : { cni }) },
    registry,
    previous,
  );
}

const states = (snapshot: Snapshot) =>
  snapshot.policyDocuments.map(({ ref, state }) => `${ref.name} ${state}`);
const gate = (snapshot: Snapshot, name: string) =>
  snapshot.evaluator.gate(
    snapshot.cluster.workloads.findIndex((workload) => workload.name === name),
    'ingress',
  ).state;

describe('a revision', () => {
  it('holds what is accepted in force', () => {
    const snapshot = build([workloads, deny('a')]);
    expect(states(snapshot)).toEqual(['a in force']);
    expect(gate(snapshot, 'a')).toBe('shut');
    expect(gate(snapshot, 'b')).toBe('open');
  });

  it('keeps the last accepted version of a document that does not parse, and says which', () => {
    const first = build([workloads, `${deny('a')}---\n${deny('b')}`]);
    const second = build(
      [workloads, `${deny('a').replace('{podSelector', '{{podSelector')}---\n${deny('b')}`],
      first,
    );
    expect(states(second)).toEqual(['a stale', 'b in force']);
    expect(gate(second, 'a')).toBe('shut');
    expect(second.stale).toEqual([{ file: 'f1', document: 0, path: [] }]);
    expect(second.diagnostics.some(({ severity, document }) => severity === 'error' && document === 0)).toBe(
      true,
    );
    const third = build([workloads, `${deny('a')}---\n${deny('b')}`], second);
    expect(states(third)).toEqual(['a in force', 'b in force']);
    expect(third.stale).toEqual([]);
  });

  it('keeps it through several broken revisions, and where documents are added above', () => {
    const broken = deny('b').replace('podSelector', 'podSelektor');
    const first = build([workloads, `${deny('a')}---\n${deny('b')}`]);
    const second = build([workloads, `${deny('a')}---\n${broken}`], first);
    const third = build(
      [
        workloads,
        `# new\nkind: Namespace\napiVersion: v1\nmetadata: {name: x}\n---\n${deny('a')}---\n${broken}`,
      ],
      second,
    );
    expect(states(third)).toEqual(['a in force', 'b stale']);
    expect(third.stale).toEqual([{ file: 'f1', document: 2, path: [] }]);
    expect(gate(third, 'b')).toBe('shut');
  });

  it('has nothing in place of a document that never was accepted', () => {
    const snapshot = build([workloads, deny('a').replace('podSelector', 'podSelektor')]);
    expect(states(snapshot)).toEqual(['a refused']);
    expect(gate(snapshot, 'a')).toBe('open');
  });

  it('forgets a document that was deleted', () => {
    const first = build([workloads, `${deny('a')}---\n${deny('b')}`]);
    const second = build([workloads, deny('b')], first);
    expect(states(second)).toEqual(['b in force']);
    expect(gate(second, 'a')).toBe('open');
  });

  it('lets the last of two policies with one name count', () => {
    const snapshot = build([workloads, `${deny('a')}---\n${deny('a').replace('app: a', 'app: b')}`]);
    expect(states(snapshot)).toEqual(['a shadowed', 'a in force']);
    expect(gate(snapshot, 'a')).toBe('open');
    expect(gate(snapshot, 'b')).toBe('shut');
  });

  it('enforces nothing where the CNI does not, and says so of every policy', () => {
    const snapshot = build([workloads, deny('a')], undefined, 'none');
    expect(states(snapshot)).toEqual(['a not enforced']);
    expect(gate(snapshot, 'a')).toBe('not enforced');
  });

  it('names policies of other engines instead of passing them over', () => {
    const calico = `apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: g}
spec: {selector: all()}
`;
    expect(states(build([workloads, calico]))).toEqual(['g not enforced']);
  });

  it('gives the same as a fresh reading, whatever was there before', () => {
    const texts = [
      [workloads, deny('a')],
      [workloads, `${deny('b')}---\n${deny('a')}`],
      [deny('a'), deny('b')],
      [workloads.replace('name: b,', 'name: c,'), deny('b')],
      [workloads],
    ];
    let previous: Snapshot | undefined;
    for (const text of texts) {
      previous = build(text, previous);
      const fresh = build(text);
      expect(previous.cluster).toEqual(fresh.cluster);
      expect(previous.policies).toEqual(fresh.policies);
      expect(previous.diagnostics).toEqual(fresh.diagnostics);
      for (let from = 0; from < fresh.evaluator.ends; from += 1) {
        for (let to = 0; to < fresh.evaluator.ends; to += 1) {
          expect(previous.evaluator.connection(from, to)).toEqual(fresh.evaluator.connection(from, to));
        }
      }
    }
  });

  it('survives files without anything', () => {
    expect(build([]).cluster.workloads).toEqual([]);
    expect(build(['', '# only a comment\n', '---\n---\n']).diagnostics).toEqual([]);
  });
});
