import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzed, manifestText } from '../testing/analyzed';
import { clusterManifests } from '../testing/generate-cluster';
import { policyManifests } from '../testing/generate-policies';
import { checkPath } from './check-path';
import { endText, readEnd, serviceText } from './check-path-ends';
import { editDistance, nearNames } from './check-path-near';
import { pathWords } from './check-path-parse';
import { suggestPaths } from './check-path-suggest';
import { plainText } from './sentences';

const deployment = (namespace: string, name: string, ports: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: c, image: i, ports: [${ports}]}]}
`;
const service = (name: string, spec: string, namespace = 'shop') =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: ${spec}\n`;

const text = [
  deployment('shop', 'batch', ''),
  deployment('shop', 'api', '{name: http, containerPort: 8080}, {name: metrics, containerPort: 9090}'),
  deployment('shop', 'dns', '{name: dns, containerPort: 53, protocol: UDP}'),
  deployment('shop', 'db', '{containerPort: 5432}'),
  deployment('test', 'db', '{containerPort: 5432}'),
  service(
    'api',
    '{selector: {app: api}, ports: [{port: 80, targetPort: http}, {name: m, port: 90, targetPort: 9090}]}',
  ),
  service('store', '{selector: {app: api}, clusterIP: 10.96.0.10, ports: [{port: 80, targetPort: 8080}]}'),
  service('named', '{selector: {app: api}, clusterIP: None, ports: [{port: 80, targetPort: 8080}]}'),
  service('gone', '{selector: {app: nobody}, ports: [{port: 80}]}'),
  service('far', '{type: ExternalName, externalName: example.com}'),
  service('slices', '{ports: [{port: 443, targetPort: 8443}]}'),
  `apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: slices-1, namespace: shop, labels: {kubernetes.io/service-name: slices}}
addressType: IPv4
endpoints: [{addresses: [192.0.2.9]}]
ports: [{port: 8443, protocol: TCP}]
`,
  `apiVersion: v1
kind: Pod
metadata: {name: lone, namespace: shop, labels: {app: lone}}
spec: {containers: [{name: c, image: i}]}
status: {phase: Running, podIP: 10.1.0.5, podIPs: [{ip: 10.1.0.5}]}
`,
  `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api, namespace: shop}
spec: {podSelector: {matchLabels: {app: api}}, ingress: [{from: [{ipBlock: {cidr: 192.0.2.0/24}}, {podSelector: {matchLabels: {app: db}}}], ports: [{port: 8080}]}]}
`,
].join('---\n');
const analysis = analyzed([text]);

/** `verdict from to port` of each path, else the problem with what is near. */
function check(question: string): readonly string[] {
  const answer = checkPath(analysis, question);
  switch (answer.kind) {
    case 'nothing':
      return ['nothing'];
    case 'incomplete':
      return [plainText(answer.next)];
    case 'problem':
      return [plainText(answer.message), ...answer.near];
    case 'paths':
      return answer.paths.map((path) => `${path.verdict} ${path.from} ${path.to} ${path.port}`);
  }
}

const notes = (question: string) => {
  const answer = checkPath(analysis, question);
  return answer.kind === 'paths' ? answer.notes.map(plainText) : [];
};

describe('reading the words', () => {
  it.each([
    ['batch to api 8080', 'batch', 'api', { kind: 'number', port: 8080, protocol: undefined }],
    ['from batch to api port 8080', 'batch', 'api', { kind: 'number', port: 8080, protocol: undefined }],
    ['shop/batch -> api:http', 'shop/batch', 'api', { kind: 'name', name: 'http', protocol: undefined }],
    ['a->b:53/udp', 'a', 'b', { kind: 'number', port: 53, protocol: 'UDP' }],
    ['a to b udp', 'a', 'b', { kind: 'every', protocol: 'UDP' }],
    ['a to b any port', 'a', 'b', { kind: 'every', protocol: undefined }],
    ['a to [::1]:80', 'a', '::1', { kind: 'number', port: 80, protocol: undefined }],
    ['a to 10.0.0.1:80', 'a', '10.0.0.1', { kind: 'number', port: 80, protocol: undefined }],
    ['a to b 70000', 'a', 'b', { kind: 'wrong', text: '70000' }],
    ['a to b', 'a', 'b', { kind: 'none' }],
  ])('reads %s', (question, from, to, ports) => {
    expect(pathWords(question)).toContainEqual({ from, separated: true, to, ports });
  });

  it('law: never throws and never hangs, whatever is typed', () => {
    const typed = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc
        .array(
          fc.constantFrom(
            'batch',
            ' to ',
            '->',
            'api',
            ':',
            '[',
            ']',
            '8080',
            ' ',
            '/',
            'svc',
            '__proto__',
            '10.0.0.0/8',
            '\u0000',
          ),
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(typed, (question) => {
        check(question);
        suggestPaths(analysis, question);
      }),
      { numRuns: 300, seed: 7 },
    );
    check('a'.repeat(100_000));
    check(`${' to '.repeat(20_000)}x`);
  });
});

describe('who is meant', () => {
  it('finds workloads by name, namespace, kind and id', () => {
    for (const to of [
      'api',
      'shop/api',
      'deploy/api',
      'deployment/shop/api',
      'shop/deploy/api',
      'Deployment/shop/api',
    ]) {
      expect(check(`batch to ${to} 8080`)).toEqual(['denied batch api TCP 8080']);
    }
  });

  it('asks which one where several have the name, unless the other end is beside one of them', () => {
    expect(check('10.1.0.5 to db 5432')).toEqual(['allowed lone shop/db TCP 5432']);
    expect(check('192.0.2.1 to db 5432')).toEqual([
      '2 workloads are called `db`. Which one?',
      '192.0.2.1 to shop/db 5432',
      '192.0.2.1 to test/db 5432',
    ]);
    expect(notes('batch to db 5432')).toEqual(['`db` is taken for `shop/db`.']);
  });

  it('knows whose an address is', () => {
    expect(check('10.1.0.5 to api 8080')).toEqual(['denied lone api TCP 8080']);
    expect(notes('10.1.0.5 to api 8080')).toEqual(['`10.1.0.5` is the pod `shop/lone`.']);
    expect(check('192.0.2.77 to api 8080')).toEqual(['allowed 192.0.2.0/24 api TCP 8080']);
    expect(check('203.0.113.7 to api 8080')).toEqual(['denied Internet api TCP 8080']);
    expect(check('batch to 10.96.0.10 80')).toEqual(['denied batch api TCP 8080']);
  });

  it('tells the parts of a block that fare differently', () => {
    expect(check('192.0.2.0/23 to api 8080')).toEqual([
      'allowed 192.0.2.0/24 api TCP 8080',
      'denied Internet api TCP 8080',
    ]);
  });

  it('says what is not there, with what it could be', () => {
    expect(check('batch to apo 8080')).toEqual([
      'There is no workload, no Service and no outside address called `apo`.',
      'batch to api 8080',
    ]);
    expect(check('shop to api 80')[0]).toBe('`shop` is a namespace. Name one of its workloads.');
    expect(check('svc/store to api 80')).toEqual(['A Service only receives. Name the workload that sends.']);
    expect(check('Internet to 192.0.2.1 80')).toEqual([
      'Both ends are outside the cluster. No gate here sees what passes between them.',
    ]);
  });

  it('waits where something is missing', () => {
    expect(check('')).toEqual(['nothing']);
    expect(check('batch')).toEqual(['Now say where to, and on which port: `batch to api 8080`.']);
    expect(check('api to batch')).toEqual(['Now say on which port: `api to batch 443`, or `any port`.']);
  });

  it('law: the text of every end reads back as that end', () => {
    fc.assert(
      fc.property(clusterManifests, policyManifests, (objects, policies) => {
        const random = analyzed([manifestText(objects), manifestText(policies)]);
        for (const { id } of random.summary.workloads) {
          const reading = readEnd(random, endText(random, id), undefined);
          expect(reading.kind === 'ends' ? reading.ends.map((end) => end.id) : reading).toEqual([id]);
        }
        for (const one of random.snapshot.cluster.services) {
          expect(readEnd(random, serviceText(random, one), undefined)).toEqual({
            kind: 'service',
            service: one,
          });
        }
      }),
      { numRuns: 20, seed: 11 },
    );
  });
});

describe('which ports are meant', () => {
  it('takes those that are declared where none is said', () => {
    expect(check('batch to api')).toEqual(['denied batch api TCP 8080', 'denied batch api TCP 9090']);
  });

  it('takes the protocol from what is declared', () => {
    expect(check('batch to dns 53')).toEqual(['allowed batch dns UDP 53']);
    expect(check('batch to dns tcp 53')).toEqual(['allowed batch dns TCP 53']);
  });

  it('reads names of ports', () => {
    expect(check('batch to api:http')).toEqual(['denied batch api TCP 8080']);
    expect(check('batch to api htp')).toEqual(['`api` declares no port named `htp`.', 'batch to api http']);
  });

  it('divides every port by verdict', () => {
    expect(check('shop/db to api any port')).toEqual([
      'allowed shop/db api TCP 8080',
      'denied shop/db api every port but TCP 8080',
    ]);
  });
});

describe('ends and protocols without a card', () => {
  it('reads identities, nodes and domains, with ports attached', () => {
    expect(check('batch to entity:host 80')).toEqual(['allowed batch entity:host TCP 80']);
    expect(check('batch to ENTITY:world:80')[0]).toContain('batch entity:world TCP 80');
    expect(check('batch to fqdn:API.example.com:443')[0]).toContain('batch api.example.com TCP 443');
  });

  it('says what is no identity, no domain, and what is not finished', () => {
    expect(check('batch to entity:hots 80')).toEqual([
      'There is no identity called `hots`.',
      'batch to entity:host 80',
    ]);
    expect(check('batch to entity:')).toEqual(['Say which one: `entity:host`.']);
    expect(check('batch to fqdn:no_%domain 80')).toEqual(['`no_%domain` is no name of a domain.']);
    expect(check('entity:host to fqdn:a.example 80')).toEqual([
      'Both ends are outside the cluster. No gate here sees what passes between them.',
    ]);
  });

  it('reads ICMP by type and code, and other protocols by name or number', () => {
    expect(check('batch to dns icmp type 8')).toEqual(['allowed batch dns ICMP type 8']);
    expect(check('batch to dns icmp 3 1')).toEqual(['allowed batch dns ICMP type 3 code 1']);
    expect(check('batch to dns icmpv6')).toEqual(['allowed batch dns ICMPv6']);
    expect(check('batch to dns protocol 47')).toEqual(['allowed batch dns GRE']);
    expect(check('batch to dns gre')).toEqual(['allowed batch dns GRE']);
    expect(check('batch to dns icmp 300')[0]).toContain('is no port');
    expect(check('batch to dns gre 8')[0]).toContain('is no port');
  });

  it('takes a request or a name from the end of the text', () => {
    const answer = checkPath(analysis, 'shop/db to api 8080 GET /v1/a');
    expect(answer.kind === 'paths' && answer.paths[0]?.path.details).toEqual({
      http: { method: 'GET', path: '/v1/a' },
    });
    expect(check('shop/db to api 8080 sni Example.com')).toEqual(['allowed shop/db api TCP 8080']);
    expect(check('batch to dns 53')).toEqual(['allowed batch dns UDP 53']);
  });
});

describe('a Service', () => {
  it('[EX-7] is resolved to its targetPort first, and that is said', () => {
    expect(check('batch to svc/api 80')).toEqual(['denied batch api TCP 8080']);
    expect(notes('batch to svc/api 80')).toEqual([
      'Service `api` port 80 leads to TCP 8080 (`http`) of `api`.',
    ]);
    expect(check('batch to svc/api m')).toEqual(['denied batch api TCP 9090']);
    expect(check('batch to svc/api')).toEqual(['denied batch api TCP 8080', 'denied batch api TCP 9090']);
    expect(check('batch to api.shop.svc.cluster.local 80')).toEqual(['denied batch api TCP 8080']);
  });

  it('is found by its name alone where no workload has it', () => {
    expect(check('batch to store 80')).toEqual(['denied batch api TCP 8080']);
    expect(notes('batch to named 80')).toEqual([
      'Headless Service `named` port 80 leads to TCP 8080 of `api`.',
    ]);
  });

  it('without a selector leads where its EndpointSlices say', () => {
    expect(check('batch to slices 443')).toEqual(['allowed batch 192.0.2.0/24 TCP 8443']);
  });

  it('says which ports it has, and where it leads to nothing', () => {
    expect(check('batch to svc/api 8080')).toEqual([
      'Service `api` has no port 8080. It has TCP 80 and TCP 90.',
      'batch to svc/api 80',
      'batch to svc/api 90',
    ]);
    expect(check('batch to gone 80')).toEqual([
      'Service `gone` leads to no pod here: its selector matches none.',
    ]);
    expect(check('batch to far 80')).toEqual(['Service `far` is only another name for `example.com`.']);
  });
});

describe('suggestions', () => {
  const offered = (typed: string) =>
    suggestPaths(analysis, typed).map(({ text: after, verdictText }) => `${after}|${verdictText}`);

  it('complete names, then offer ports with their verdicts', () => {
    expect(offered('ba')).toEqual(['batch to |']);
    expect(offered('batch to api').slice(0, 3)).toEqual([
      'batch to api 8080|denied',
      'batch to api 9090|denied',
      'batch to api any port|denied on all',
    ]);
    expect(offered('shop/db to api ')[2]).toBe('shop/db to api any port|allowed on some');
    expect(offered('batch to svc/st')).toEqual(['batch to svc/store |']);
    expect(offered('batch to store ')).toEqual(['batch to store 80|denied']);
  });

  it('law: what is said to be complete is answered', () => {
    for (const typed of [
      'batch to api',
      'batch to api 8',
      'batch to store ',
      'Internet to api ',
      'shop/db to dns ',
    ]) {
      for (const suggestion of suggestPaths(analysis, typed).filter(({ complete }) => complete)) {
        expect(checkPath(analysis, suggestion.text).kind).toBe('paths');
      }
    }
  });
});

describe('near names', () => {
  it('counts insertions, deletions, replacements and swaps', () => {
    expect(editDistance('frontend', 'front-end')).toBe(1);
    expect(editDistance('apei', 'apie')).toBe(1);
    expect(editDistance('', 'abc')).toBe(3);
  });

  it('law: a name is nearest to itself, and the distance is symmetric', () => {
    const word = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, a)).toBe(0);
      }),
      { seed: 5 },
    );
    expect(nearNames('api', ['apis', 'api', 'map'])[0]).toBe('api');
  });
});
