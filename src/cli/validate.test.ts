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

  it.each([
    ['{', 'line 2: not JSON'],
    ['[]', 'line 2: not an object'],
    ['{"id":1}', 'line 2: neither resource (an object) nor text (a text)'],
    ['{"id":1,"resource":"x"}', 'line 2: neither resource (an object) nor text (a text)'],
  ])('refuses %s as input', (line, message) => {
    const input = `${JSON.stringify({ id: 'a', resource })}\n${line}`;
    expect(() => validateLines(input)).toThrow(new InputError(message));
  });
});
