import { describe, expect, it } from 'vitest';
import { InputError } from './input-error';
import { validateLines } from './validate';

const resource = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'web' },
  name: 'x',
};

describe('validate', () => {
  it('prints a line for each document, with its id as given', () => {
    const input = [
      JSON.stringify({ id: 'a', resource }),
      '',
      JSON.stringify({
        id: 7,
        text: 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web}\n',
      }),
      JSON.stringify({ resource: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } } }),
    ].join('\r\n');
    expect(validateLines(input)).toEqual([
      '{"id":"a","errors":[{"field":"name","message":"unknown field \\"name\\""}]}',
      '{"id":7,"errors":[]}',
      '{"errors":[]}',
    ]);
  });

  it('takes what is installed from the line', () => {
    const guard = {
      apiVersion: 'policy.networking.k8s.io/v1alpha1',
      kind: 'AdminNetworkPolicy',
      metadata: { name: 'guard' },
      spec: { priority: 10, subject: { namespaces: {} } },
    };
    const input = [
      JSON.stringify({ id: 1, resource: guard }),
      JSON.stringify({
        id: 2,
        cni: 'none',
        options: { a: [1], b: true },
        crd: '0.2.0-standard',
        resource: guard,
      }),
      JSON.stringify({ id: 3, text: JSON.stringify({ ...guard, spec: { subject: {}, priority: 2000 } }) }),
    ].join('\n');
    expect(validateLines(input, { cni: 'kubernetes' })).toEqual([
      '{"id":1,"errors":[]}',
      '{"id":2,"errors":[{"field":"kind","message":"no matches for kind \\"AdminNetworkPolicy\\" in version ' +
        '\\"policy.networking.k8s.io/v1alpha1\\""}]}',
      '{"id":3,"errors":[{"field":"spec.subject","message":"spec.subject: Invalid value: 0: spec.subject in body ' +
        'should have at least 1 properties"},{"field":"spec.priority","message":"spec.priority: Invalid value: 2000: ' +
        'spec.priority in body should be less than or equal to 1000"}]}',
    ]);
  });

  it.each([
    ['{', 'line 2: not JSON'],
    ['{"cni":7}', 'line 2: cni is a name'],
    ['{"cni":"x"}', 'line 2: there is no CNI "x"'],
    ['{"crd":7}', 'line 2: crd is a text'],
    ['{"options":[]}', 'line 2: options is an object'],
    ['[]', 'line 2: not an object'],
    ['{"id":1}', 'line 2: neither resource (an object) nor text (a text)'],
    ['{"id":1,"resource":"x"}', 'line 2: neither resource (an object) nor text (a text)'],
  ])('refuses %s as input', (line, message) => {
    const input = `${JSON.stringify({ id: 'a', resource })}\n${line}`;
    expect(() => validateLines(input)).toThrow(new InputError(message));
  });
});
