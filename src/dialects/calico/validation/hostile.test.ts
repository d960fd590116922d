import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calicoValidationCases } from '../../../testing/calico-validation-cases';
import { recordedText } from '../../../testing/cases';
import type { Json, JsonObject } from '../../../yaml/types';
import { validateCalico } from './validate';

const recorded = calicoValidationCases(recordedText('calico-3.32-invalid')).map(({ resource }) => resource);

const hostile: readonly Json[] = [
  null,
  true,
  0,
  -1,
  80.5,
  1e300,
  '',
  'x'.repeat(5000),
  '\n',
  '\ud83d',
  "a == 'b",
  '('.repeat(2000),
  '0.0.0.0/0',
  '::ffff:1.2.3.4/0',
  '99999999999999999999',
  '1:99999999999999999999',
  [],
  {},
  [null],
  [[[]]],
  JSON.parse('{"__proto__":{"x":1},"constructor":[],"toString":"x"}') as Json,
];

/** Every place of a value, the value itself first. */
function placesOf(value: Json, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Array.isArray(value)
    ? (value as readonly Json[]).map((item, index) => [index, item] as const)
    : Object.entries(value as JsonObject);
  return [path, ...entries.flatMap(([key, item]) => placesOf(item, [...path, key]))];
}

function replaced(value: Json, path: readonly (string | number)[], by: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return by;
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((item, index) =>
      index === step ? replaced(item, rest, by) : item,
    );
  }
  const object = value as JsonObject;
  return { ...object, [step]: replaced(object[step] ?? null, rest, by) };
}

const mutated = fc
  .tuple(
    fc.constantFrom(...recorded),
    fc.array(
      fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(...hostile), fc.jsonValue() as fc.Arbitrary<Json>)),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  )
  .map(([resource, changes]) =>
    changes.reduce<Json>((value, [place, by]) => {
      const places = placesOf(value).filter((path) => path.length > 0 && path[0] !== 'kind');
      return places.length === 0 ? value : replaced(value, places[place % places.length] ?? [], by);
    }, resource),
  );

describe('hostile objects', () => {
  it.each(['calico-3.32', 'calico-3.31'])('are told errors by %s, and nothing is thrown', (cni) => {
    let refused = 0;
    fc.assert(
      fc.property(mutated, (object) => {
        const errors = validateCalico(object as JsonObject, { cni, options: new Map() });
        if (errors.length > 0) refused += 1;
        for (const { field, message, reason } of errors) {
          expect(message).toContain(field);
          expect(reason === undefined ? field : message.endsWith(`(${reason})`)).toBe(
            reason === undefined ? '' : true,
          );
        }
      }),
      { seed: 7, numRuns: 3000 },
    );
    expect(refused).toBeGreaterThan(1000);
  });

  it('reads keys like __proto__ as any other', () => {
    const meta = '{"name":"p","labels":{"__proto__":"b c"}}';
    const object = JSON.parse(`{"kind":"NetworkPolicy","metadata":${meta},"spec":{}}`) as JsonObject;
    const errors = validateCalico(object, { cni: 'calico-3.32', options: new Map() });
    expect(errors.map(({ field }) => field)).toEqual([
      'Metadata.Labels (label)',
      'Metadata.Labels (value)',
      'Metadata.Labels (label)',
      'Metadata.Labels (value)',
    ]);
    const spec = JSON.parse('{"kind":"Tier","metadata":{"name":"t"},"spec":{"__proto__":1}}') as JsonObject;
    expect(validateCalico(spec, { cni: 'calico-3.32', options: new Map() })).toEqual([
      {
        field: '',
        message: 'json: unknown field "__proto__"',
        path: ['spec', '__proto__'],
        part: 'key',
      },
    ]);
  });

  it('takes no long time over millions of parts, nor ends without room', () => {
    const around = { cni: 'calico-3.32', options: new Map<string, string>() };
    const name = 'a.'.repeat(3_000_000);
    const types = new Array<string>(200_000).fill('Egress');
    const object: JsonObject = {
      kind: 'GlobalNetworkPolicy',
      metadata: { name, labels: { [`${name}/x`]: name } },
      spec: { tier: name, preDNAT: true, types },
    };
    const errors = validateCalico(object, around);
    const fields = new Set(errors.map(({ field }) => field));
    expect([...fields]).toEqual(
      expect.arrayContaining(['Metadata.Name', 'Metadata.Labels (label)', 'Tier', 'PolicySpec.Types']),
    );
    expect(errors.filter(({ field }) => field === 'GlobalNetworkPolicySpec.Types')).toHaveLength(1);
  });
});
