import { expect, test } from 'vitest';
import {
  completionsAt,
  hoverAt,
  lensesOf,
  outlineOf,
  quickFixesIn,
  selectorMatchAt,
  shapesOf,
} from './language';
import { policyText, registry, withPolicies } from './snapshot-for-tests';

const long = 'x'.repeat(5000);
const rich = policyText(`
  podSelector: {matchLabels: {app: frontend}}
  policyTypes: [Ingress, Egress]
  ingress:
  - from:
    - podSelector:
        matchExpressions:
        - {key: tier, operator: In, values: [web, "back end"]}
    - namespaceSelector: {matchLabels: {team: platform}}
      podSelector: &a {}
    ports:
    - {protocol: TCP, port: http}
    - port: 80
      endPort: 90
  egress:
  - to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}, {podSelector: *a}]
`);

const texts: readonly string[] = [
  rich,
  rich.replaceAll('\n', '\r\n'),
  `apiVersion: v1\nkind: List\nitems:\n${rich.replace(/^/gm, '  ').replace('  api', '- api')}`,
  JSON.stringify(
    { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'x' }, spec: {} },
    null,
    2,
  ),
  policyText('podSelector: {matchLabels: {__proto__: a, constructor: b}}\n__proto__: {}\nconstructor: 1'),
  policyText(
    `podSelector: {matchLabels: {${long}: "${long}"}}\n${long}: 1\ningress: [{from: [{podSelector: {matchLabels: {app: ${long}}}}]}]`,
  ),
  policyText('podSelector: {matchLabels: {app: "<img src=x onerror=alert(1)>"}}'),
  'apiVersion: networking.k8s.io/v1\nkind: [NetworkPolicy]\nmetadata: 1\nspec: {ingress: [1, [2], null, {from: {}}]}',
  '{{- if .Values.x }}\nkind: {{ .Values.kind }}\n{{- end }}',
  '%YAML 1.1\n--- !!map {? a : b}\n...\n\t\u0000',
];

test('every question at every place of whole and cut texts is answered with places inside the text', () => {
  for (const whole of texts) {
    for (const share of [1, 0.83, 0.41]) {
      const { snapshot, text } = withPolicies(
        whole.slice(0, Math.floor(whole.length * share)).replaceAll('|', ''),
      );
      const outside: unknown[] = [];
      const inside = (span: { start: number; end: number }) => {
        if (span.start < 0 || span.end > text.length || span.end < span.start) outside.push(span);
      };
      shapesOf(snapshot, registry, 'p').forEach(inside);
      outlineOf(snapshot, registry, 'p').forEach(inside);
      for (const lens of lensesOf(snapshot, registry, 'p')) inside({ start: lens.start, end: lens.start });
      const step = Math.max(1, Math.floor(text.length / 60));
      for (let offset = 0; offset <= text.length; offset += step) {
        completionsAt(snapshot, registry, 'p', offset).forEach(inside);
        quickFixesIn(snapshot, registry, 'p', offset, offset)
          .flatMap((fix) => fix.edits)
          .forEach(inside);
        for (const found of [
          hoverAt(snapshot, registry, 'p', offset),
          selectorMatchAt(snapshot, registry, 'p', offset),
        ]) {
          if (found !== undefined) inside(found);
        }
      }
      expect(outside).toEqual([]);
    }
  }
});

test('a name of 5,000 characters is cut in words, never in text that is written', () => {
  const { snapshot, text } = withPolicies(texts[5] ?? '');
  const hover = hoverAt(snapshot, registry, 'p', text.indexOf(long));
  for (const words of hover?.markdown ?? []) expect(words.length).toBeLessThan(1000);
});
