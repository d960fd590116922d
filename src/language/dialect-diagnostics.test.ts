import { expect, test } from 'vitest';
import { adminText, calicoText, ciliumText, underCni } from '../testing/dialect-texts';

/** What is underlined, with what is said of it. */
function underlined(cni: string, text: string): readonly (readonly [string, string])[] {
  const { snapshot } = underCni(cni, text);
  return snapshot.diagnostics
    .filter(({ file, severity }) => file === 'p' && severity !== 'info')
    .map(({ span, message }) => [text.slice(span.start, span.end), message] as const);
}

test('Calico: a selector is underlined where its reader stumbles, with the words of Calico', () => {
  const [first] = underlined('calico-3.32', calicoText("selector: app == 'api' && tier = 'web'"));
  expect(first).toEqual([
    '=',
    "Selector = 'app == 'api' && tier = 'web'' (Reason: failed to validate Field: Selector because of Tag: selector ): " +
      'expected ==',
  ]);
  const rule = 'ingress: [{action: Allow, source: {selector: "has(app) && tier in {1}"}}]';
  const [second] = underlined('calico-3.32', calicoText(rule));
  expect(second?.[0]).toBe('1');
});

test('Calico: other faults are underlined at the value that they name', () => {
  const places = underlined('calico-3.32', calicoText('order: 5\ningress: [{action: allow}]')).map(
    ([at]) => at,
  );
  expect(new Set(places)).toEqual(new Set(['allow']));
});

test('admin policies: what the schema refuses is underlined at its value', () => {
  const text = adminText(
    'priority: 1001\nsubject: {namespaces: {}}\ningress: [{action: Foo, from: [{namespaces: {}}]}]',
  );
  const places = underlined('kubernetes', text).map(([at]) => at);
  expect(places).toEqual(expect.arrayContaining(['1001', 'Foo']));
});

test('Cilium: what the agent and the server refuse is underlined at its value', () => {
  const text = ciliumText('endpointSelector: {}\ningress: [{fromCIDR: [10.0.0.0/40]}]');
  const places = underlined('cilium-1.20', text).map(([at]) => at);
  expect(places).toEqual(expect.arrayContaining(['10.0.0.0/40']));
  expect(places.every((at) => at.length < 40)).toBe(true);
});
