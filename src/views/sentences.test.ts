import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, fromBackticks, listed, listedUpTo, name, plainText, sentence, spoken } from './sentences';

const words = (...texts: readonly string[]) => texts.map((text) => sentence(text));

describe('sentences', () => {
  it('join words and keep names apart', () => {
    const made = sentence('a ', name('b'), ' c', ' d', code(''), '');
    expect(made).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'name', text: 'b' },
      { kind: 'text', text: ' c d' },
      { kind: 'code', text: '' },
    ]);
    expect(plainText(made)).toBe('a `b` c d``');
    expect(spoken(made)).toBe('a b c d');
  });

  it('list one, two, three and some of many', () => {
    expect(plainText(listed(words('a')))).toBe('a');
    expect(plainText(listed(words('a', 'b')))).toBe('a and b');
    expect(plainText(listed(words('a', 'b', 'c'), 'or'))).toBe('a, b or c');
    expect(plainText(listedUpTo(words('a', 'b', 'c'), 2, 9))).toBe('a, b and 7 more');
    expect(plainText(listedUpTo(words('a', 'b'), 2, 2))).toBe('a and b');
  });

  it('law: names in backticks come back as names, whatever stands around them', () => {
    const plain = fc.string().map((text) => text.replaceAll('`', ''));
    fc.assert(
      fc.property(plain, plain, plain, (before, called, after) => {
        const made = fromBackticks(`${before}\`${called}\`${after}`);
        expect(made.filter((span) => span.kind === 'name')).toEqual([{ kind: 'name', text: called }]);
        expect(spoken(made)).toBe(before + called + after);
      }),
      { seed: 3 },
    );
  });

  it('leave an unpaired backtick as it is', () => {
    expect(spoken(fromBackticks('a ` b'))).toBe('a ` b');
    expect(spoken(fromBackticks('`x` and ` b'))).toBe('x and ` b');
  });

  it('never let a name move the cursor of a terminal', () => {
    expect(plainText(sentence(name('a\u001b[2Jb\n')))).toBe('`a\\u001b[2Jb\\u000a`');
  });
});
