import type { SelectorNode } from '../../dialects/calico/selector/parse';
import type { Labels } from '../../model/labels';

export type LabelTest = (labels: Labels) => boolean;

/** The same as `matchesSelector`, made ready for very many pods. */
export function labelTest(node: SelectorNode): LabelTest {
  switch (node.kind) {
    case 'all':
    case 'global':
      return () => true;
    case 'has': {
      const { label } = node;
      return (labels) => labels.has(label);
    }
    case '==': {
      const { label, value } = node;
      return (labels) => labels.get(label) === value;
    }
    case '!=': {
      const { label, value } = node;
      return (labels) => labels.get(label) !== value;
    }
    case 'contains':
      return ofValue(node.label, (value) => value.includes(node.value));
    case 'starts with':
      return ofValue(node.label, (value) => value.startsWith(node.value));
    case 'ends with':
      return ofValue(node.label, (value) => value.endsWith(node.value));
    case 'in': {
      const values: ReadonlySet<string> = new Set(node.values);
      return ofValue(node.label, (value) => values.has(value));
    }
    case 'not in': {
      const values: ReadonlySet<string> = new Set(node.values);
      const isIn = ofValue(node.label, (value) => values.has(value));
      return (labels) => !isIn(labels);
    }
    case 'not': {
      const test = labelTest(node.of);
      return (labels) => !test(labels);
    }
    case 'and': {
      const tests = node.of.map(labelTest);
      return (labels) => {
        for (const test of tests) if (!test(labels)) return false;
        return true;
      };
    }
    case 'or': {
      const tests = node.of.map(labelTest);
      return (labels) => {
        for (const test of tests) if (test(labels)) return true;
        return false;
      };
    }
  }
}

/** A label that everything which meets a selector has with one of some values; undefined where there is none. */
export function wantedLabel(
  node: SelectorNode,
): { readonly label: string; readonly values: readonly string[] } | undefined {
  switch (node.kind) {
    case '==':
      return { label: node.label, values: [node.value] };
    case 'in':
      return { label: node.label, values: node.values };
    case 'and': {
      const wanted = node.of.flatMap((one) => wantedLabel(one) ?? []);
      // Labels that Calico sets, as that of the namespace, many pods have alike.
      return (
        wanted.find(({ label }) => !label.startsWith('projectcalico.org/')) ??
        wanted.find(({ label }) => label !== 'projectcalico.org/orchestrator') ??
        wanted[0]
      );
    }
    default:
      return undefined;
  }
}

/** Of a missing label nothing holds. */
function ofValue(label: string, holds: (value: string) => boolean): LabelTest {
  return (labels) => {
    const value = labels.get(label);
    return value !== undefined && holds(value);
  };
}
