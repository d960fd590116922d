import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ciliumValidationCases, compareCiliumValidation } from '../../../testing/cilium-validation-cases';
import { recordedText } from '../../../testing/cases';
import type { Json, JsonObject, Path } from '../../../yaml/types';
import { validateCilium } from './validate';

const cases = ciliumValidationCases(recordedText('cilium-invalid'));
const named = cases.map((one) => [one.id, one] as const);

describe("validation of Cilium's documents, as recorded", () => {
  it('has every recorded case', () => {
    expect(cases).toHaveLength(414);
  });

  it.each(named)('%s: 1.20 says the same words', (_, one) => {
    const { expected, got } = compareCiliumValidation(one, 'cilium-1.20');
    expect(got).toEqual(expected);
  });

  it.each(named)('%s: 1.19 refuses in the same layers, in its recorded words', (_, one) => {
    const { expected, got } = compareCiliumValidation(one, 'cilium-1.19');
    expect(got).toEqual(expected);
  });

  it.each(named)('%s: every error is at a place of the document', (_, one) => {
    for (const { path } of compareCiliumValidation(one, 'cilium-1.20').errors) {
      // What is missing has a place in what it is missing from.
      expect(at(one.resource, path.slice(0, -1)), JSON.stringify(path)).toBeDefined();
    }
  });
});

describe('what the agent does not survive', () => {
  const panic = 'agent: panic: runtime error: invalid memory address or nil pointer dereference';

  it('meets a null rule, in the order of the rules', () => {
    const good = { endpointSelector: {}, ingress: [{}] };
    expect(texts(policyOf({ specs: [good, null] }), 'cilium-1.20')).toContain(panic);
    const bad = { endpointSelector: {}, ingress: [] };
    expect(texts(policyOf({ specs: [bad, null] }), 'cilium-1.20')).not.toContain(panic);
  });

  it('meets a null header', () => {
    const ports = [{ port: '80', protocol: 'TCP' }];
    const item = { toPorts: [{ ports, rules: { http: [{ headerMatches: [null] }] } }] };
    expect(texts(policy({ endpointSelector: {}, ingress: [item] }), 'cilium-1.20')).toContain(panic);
  });
});

describe('what the server says of metadata', () => {
  it('refuses names and labels, and leaves a missing name to the agent', () => {
    const spec = { endpointSelector: {}, ingress: [{}] };
    const named = (metadata: JsonObject) => texts({ ...policy(spec), metadata }, 'cilium-1.20');
    expect(named({ name: 'p', labels: { a: 'b' }, unknown: 1 })).toEqual([]);
    expect(named({ name: 'P_1' })[0]).toMatch(
      /^schema: metadata\.name: Invalid value: "P_1": a lowercase RFC 1123/,
    );
    expect(named({ name: 'p', labels: { a: 'b c' } })[0]).toMatch(
      /^schema: metadata\.labels: Invalid value: "b c"/,
    );
    expect(named({})).toEqual(['agent: CiliumNetworkPolicy must have name']);
  });
});

describe('what 1.19 says otherwise', () => {
  const rule = (item: JsonObject): JsonObject => ({
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'p', namespace: 'red' },
    spec: { endpointSelector: {}, egress: [item] },
  });
  const said = (item: JsonObject) => texts(rule(item), 'cilium-1.19');
  const prefix = 'agent: Invalid CiliumNetworkPolicy spec: ';
  const name =
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric " +
    "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is " +
    "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

  it.each([
    ['a b', 'any.a b'],
    ['k8s:a b', 'k8s.a b'],
    [':a b', 'any.a b'],
    ['$a b', 'reserved.a b'],
    ['a b=c', 'any.a b'],
    ['', 'any.'],
  ])('checks and tells the key %j as %j', (key, told) => {
    expect(said({ toEndpoints: [{ matchLabels: { [key]: '' } }] })).toEqual([
      `${prefix}invalid label selector: matchLabels: Invalid value: "${told}": ${name}`,
    ]);
  });

  it('tells its own protocols', () => {
    const errors = said({ toPorts: [{ ports: [{ port: '80', protocol: 'GRE' }] }] });
    expect(errors).toContain(
      `${prefix}invalid protocol "GRE", must be { tcp | udp | sctp | vrrp | igmp | any }`,
    );
  });

  it('takes an exception wider than its block that begins inside', () => {
    const item = { toCIDRSet: [{ cidr: '10.0.0.0/16', except: ['10.0.0.0/8'] }] };
    expect(said(item)).toEqual([]);
    expect(texts(rule(item), 'cilium-1.20')).toEqual([
      `${prefix}allow CIDR prefix 10.0.0.0/16 does not contain exclude CIDR prefix 10.0.0.0/8`,
    ]);
  });

  it.each([
    [{ role: 'produce', apiKey: 'fetch' }, 'cannot set both Role "produce" and APIKey "fetch" together'],
    [{ apiKey: 'x' }, 'invalid Kafka APIKey "x"'],
    [{ apiVersion: '-1' }, 'invalid Kafka APIVersion "-1"'],
    [{ topic: 'a b' }, 'invalid Kafka Topic name "a b"'],
  ])('checks a rule of Kafka %j', (kafka, text) => {
    const ports = [{ port: '9092', protocol: 'TCP' }];
    expect(said({ toPorts: [{ ports, rules: { kafka: [kafka] } }] })).toEqual([`${prefix}${text}`]);
  });

  it('names the type of a fractional endPort as its server does', () => {
    const errors = said({ toPorts: [{ ports: [{ port: '80', endPort: 1.5 }] }] });
    const field = 'spec.egress[0].toPorts[0].ports[0].endPort';
    expect(errors).toEqual([
      `schema: ${field}: Invalid value: "number": ${field} in body must be of type integer: "number"`,
      'agent: json: cannot unmarshal number 1.5 into Go struct field ' +
        'PortProtocol.spec.egress.toPorts.ports.endPort of type int32',
    ]);
  });
});

describe('of any document', () => {
  const junk: fc.Arbitrary<Json> = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
    fc.constantFrom<Json>(
      null,
      '',
      [],
      {},
      [null],
      1.5,
      2 ** 53,
      '10.0.0.0/8',
      '::/0',
      'a b',
      '[',
      '('.repeat(2000),
    ),
    fc.constantFrom<Json>(JSON.parse('{"__proto__":{"matchLabels":5},"constructor":[]}') as JsonObject),
    fc.string({ maxLength: 40, unit: 'binary' }),
  );

  it('says something of it and ends, however it is broken', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...cases),
        fc.array(fc.tuple(fc.nat(), junk), { minLength: 1, maxLength: 4 }),
        fc.constantFrom('cilium-1.19', 'cilium-1.20'),
        (one, changes, cni) => {
          const broken = changes.reduce(
            (object, [place, value]) => changed(object, place, value),
            one.resource,
          );
          const errors = validateCilium(broken, { cni, options: new Map() });
          for (const { message, path } of errors) {
            expect(message).toMatch(/^(schema|agent): /);
            expect(Array.isArray(path)).toBe(true);
          }
          // Null is as absent.
          expect(errors.filter(({ message }) => message.startsWith('agent: ')).length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('shows a value that is nested deep', () => {
    let deep: Json = [];
    for (let depth = 0; depth < 10_000; depth += 1) deep = [deep];
    const items = [
      { fromEntities: [deep] },
      { fromEndpoints: [deep] },
      { icmps: [{ fields: [{ type: deep }] }] },
    ];
    for (const item of items) {
      const errors = texts(policy({ endpointSelector: {}, ingress: [item], labels: [deep] }), 'cilium-1.20');
      expect(errors.length).toBeGreaterThan(1);
    }
  });

  it.each([
    ['a name', 'matchName', `${'a'.repeat(5000)}!`],
    ['a pattern', 'matchPattern', `${'a*'.repeat(100_000)}!`],
    ['blank after blank', 'matchPattern', ' '.repeat(1_000_000)],
  ])('looks at %s once', (_, member, value) => {
    const spec = { endpointSelector: {}, egress: [{ toFQDNs: [{ [member]: value }] }] };
    expect(texts(policy(spec), 'cilium-1.20')).not.toEqual([]);
  });

  it.each([
    ['(a+)+'.repeat(2000)],
    ['a{1000}'.repeat(3000)],
    [`${'('.repeat(5000)}${')'.repeat(5000)}`],
    ['[[:'.repeat(20_000)],
    ['\\Q'.repeat(20_000)],
    ['(?P<'.repeat(20_000)],
  ])('reads an expression of many pieces', (path) => {
    const ports = [{ port: '80', protocol: 'TCP' }];
    const spec = { endpointSelector: {}, ingress: [{ toPorts: [{ ports, rules: { http: [{ path }] } }] }] };
    expect(texts(policy(spec), 'cilium-1.20').length).toBeLessThanOrEqual(1);
  });
});

function policy(spec: JsonObject): JsonObject {
  return policyOf({ spec });
}

function policyOf(members: JsonObject): JsonObject {
  return { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'p' }, ...members };
}

function texts(object: JsonObject, cni: string): readonly string[] {
  return validateCilium(object, { cni, options: new Map() }).map(({ message }) => message);
}

function at(value: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (now, step) => (now === null || typeof now !== 'object' ? undefined : (now as JsonObject)[step]),
    value,
  );
}

/** The document with another value at one of its places below `spec`. */
function changed(object: JsonObject, place: number, value: Json): JsonObject {
  const places: Path[] = [];
  const visit = (now: Json, path: Path) => {
    if (path.length > 0) places.push(path);
    if (typeof now !== 'object' || now === null) return;
    const entries: readonly (readonly [string | number, Json])[] = Array.isArray(now)
      ? [...(now as readonly Json[]).entries()]
      : Object.entries(now);
    for (const [step, member] of entries) visit(member, [...path, step]);
  };
  visit(object, []);
  const path = places[place % places.length] ?? ['spec'];
  const put = (now: Json, [step, ...rest]: Path): Json => {
    if (step === undefined) return value;
    if (Array.isArray(now)) {
      return (now as readonly Json[]).map((item, index) => (index === step ? put(item, rest) : item));
    }
    const members = now as JsonObject;
    return { ...members, [step]: put(members[step] ?? null, rest) };
  };
  return put(object, path) as JsonObject;
}
