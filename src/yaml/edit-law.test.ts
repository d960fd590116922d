import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anchoredTexts } from '../testing/yaml-anchors';
import { dressedFiles, expectedValue, manifestValues, operationOn } from '../testing/yaml-documents';
import { applyEdits, invertEdits } from './apply-edits';
import { commentsOf } from './comments';
import { editDocument } from './edit';
import { readFile } from './read-file';

/** Is `some` what is left of `all` after striking some out? */
function isSubsequence(some: readonly string[], all: readonly string[]): boolean {
  let at = 0;
  for (const one of all) if (one === some[at]) at++;
  return at === some.length;
}

const steps = fc.record({
  file: dressedFiles,
  seeds: fc.array(fc.nat(1000), { minLength: 3, maxLength: 12 }),
  fresh: manifestValues,
});

test('[LAW-17] an edit gives the intended value, keeps every other document, byte and comment, and can be undone', () => {
  let refused = 0;
  const runs = 1000;
  fc.assert(
    fc.property(steps, ({ file: dressed, seeds, fresh }) => {
      const file = { id: 'f', name: 'f.yaml', text: dressed.text };
      const before = readFile(file).documents;
      const document = before[dressed.index];
      expect(document?.value).toEqual(dressed.value);
      if (document === undefined) return;
      const operation = operationOn(document.value, seeds, fresh);
      const result = editDocument(file, document, [operation]);
      if (!result.ok) {
        refused++;
        return;
      }
      const text = applyEdits(file.text, result.edits);
      const after = readFile({ ...file, text }).documents;
      expect(after.map((one) => one.value)).toEqual(
        before.map((one, i) =>
          i === dressed.index ? expectedValue(document.value, [operation]) : one.value,
        ),
      );
      const kept = commentsOf(document.text, document.root).map((comment) => comment.text);
      const found = commentsOf(after[dressed.index]?.text ?? '', after[dressed.index]?.root).map(
        (c) => c.text,
      );
      if (operation.kind === 'insertItem') {
        expect(isSubsequence(kept, found)).toBe(true);
        expect(
          result.edits.every(
            (edit) => edit.end === edit.start || file.text.slice(edit.start, edit.end).length < 8,
          ),
        ).toBe(true);
      } else {
        expect(isSubsequence(found, kept)).toBe(true);
      }
      expect(text.endsWith('\n')).toBe(file.text.endsWith('\n'));
      const wrongBreak = file.text.includes('\r\n') ? /(?<!\r)\n/ : /\r/;
      expect(text).not.toMatch(wrongBreak);
      expect(text.startsWith('\ufeff')).toBe(file.text.startsWith('\ufeff'));
      expect(applyEdits(text, invertEdits(file.text, result.edits))).toBe(file.text);
    }),
    { seed: 17, numRuns: runs },
  );
  expect(refused).toBeLessThan(runs / 100);
});

test('[ED-9] an edit of what an anchor shares changes one place only', () => {
  const shared = fc.record({
    file: anchoredTexts,
    seeds: fc.array(fc.nat(1000), { minLength: 3, maxLength: 12 }),
    fresh: manifestValues,
  });
  fc.assert(
    fc.property(shared, ({ file: { text, value }, seeds, fresh }) => {
      const file = { id: 'f', name: 'f.yaml', text };
      const [document] = readFile(file).documents;
      expect(document?.value).toEqual(value);
      if (document === undefined) return;
      const operation = operationOn(document.value, seeds, fresh);
      const result = editDocument(file, document, [operation]);
      expect(result).toMatchObject({ ok: true });
      if (!result.ok) return;
      const after = applyEdits(text, result.edits);
      expect(readFile({ ...file, text: after }).documents[0]?.value).toEqual(
        expectedValue(value, [operation]),
      );
      expect(applyEdits(after, invertEdits(text, result.edits))).toBe(text);
    }),
    { seed: 18, numRuns: 300 },
  );
});
