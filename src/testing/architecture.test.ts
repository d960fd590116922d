import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, posix, relative, resolve, sep } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { folderRules, type FolderRule } from './architecture';

const source = resolve(import.meta.dirname, '..');

type Import = { readonly file: string; readonly to: string; readonly typeOnly: boolean };

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : /\.(ts|tsx)$/.test(entry.name) ? [path] : [];
  });
}

const all = files(source).map((path) => relative(source, path).split(sep).join('/'));
const production = all.filter((file) => !/\.test\.tsx?$/.test(file) && !file.startsWith('testing/'));

function importsOf(file: string): Import[] {
  const text = readFileSync(join(source, file), 'utf8');
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier !== undefined &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      const typeOnly = ts.isImportDeclaration(node)
        ? node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
        : node.isTypeOnly;
      found.push({ file, to: node.moduleSpecifier.text, typeOnly });
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [first] = node.arguments;
      if (first !== undefined && ts.isStringLiteral(first)) {
        found.push({ file, to: first.text, typeOnly: false });
      }
    }
    if (
      ts.isImportTypeNode(node) &&
      ts.isLiteralTypeNode(node.argument) &&
      ts.isStringLiteral(node.argument.literal)
    ) {
      found.push({ file, to: node.argument.literal.text, typeOnly: true });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const imports = production.flatMap(importsOf);
const assets = /\.(css|svg|woff2|yaml)(\?\w+)?$|\?(raw|worker|url)(&\w+)?$/;

/** The file or folder below `src` that a relative import means; undefined for a package. */
function local(entry: Import): string | undefined {
  return entry.to.startsWith('.')
    ? posix.normalize(posix.join(posix.dirname(entry.file), entry.to))
    : undefined;
}

/** The most specific row of a path. */
function ruleOf(path: string): FolderRule | undefined {
  return folderRules
    .filter(
      (rule) =>
        path === rule.folder ||
        path === rule.folder.replace(/\.tsx?$/, '') ||
        path.startsWith(`${rule.folder}/`),
    )
    .sort((a, b) => b.folder.length - a.folder.length)[0];
}

/** All rows of a path, the folder's own and those around it. */
function rulesOf(path: string): readonly FolderRule[] {
  return folderRules.filter((rule) => path === rule.folder || path.startsWith(`${rule.folder}/`));
}

describe('architecture', () => {
  it('every file of src has a row', () => {
    expect(production.filter((file) => ruleOf(file) === undefined && !file.endsWith('.d.ts'))).toEqual([]);
  });

  it('a folder imports only what its row says', () => {
    const wrong = imports.filter((entry) => {
      const to = local(entry);
      if (to === undefined || assets.test(entry.to)) return false;
      const from = rulesOf(entry.file);
      const goal =
        folderRules.find((rule) => !rule.folder.includes('/') && rulesOf(to).includes(rule)) ?? ruleOf(to);
      if (goal === undefined) return true;
      return !from.some(
        (rule) =>
          rule.folder === goal.folder ||
          rule.may.includes(goal.folder) ||
          (entry.typeOnly && (rule.mayTypes ?? []).includes(goal.folder)),
      );
    });
    expect(wrong.map((entry) => `${entry.file} → ${entry.to}`)).toEqual([]);
  });

  it('a dialect imports no other dialect', () => {
    const wrong = imports.filter((entry) => {
      const to = local(entry);
      const [, mine] = /^dialects\/([^/]+)\//.exec(entry.file) ?? [];
      const [, other] = /^dialects\/([^/]+)\//.exec(to ?? '') ?? [];
      return mine !== undefined && other !== undefined && mine !== other;
    });
    expect(wrong.map((entry) => `${entry.file} → ${entry.to}`)).toEqual([]);
  });

  it('a package stays in its place', () => {
    const wrong = imports.filter((entry) => {
      if (local(entry) !== undefined) return false;
      return !rulesOf(entry.file).some((rule) =>
        (rule.packages ?? []).some(
          (name) =>
            entry.to === name ||
            entry.to.startsWith(`${name}/`) ||
            (name.endsWith(':') && entry.to.startsWith(name)),
        ),
      );
    });
    expect(wrong.map((entry) => `${entry.file} → ${entry.to}`)).toEqual([]);
  });

  it('no files import each other in a circle', () => {
    const known = new Set(production);
    const resolveFile = (path: string): string | undefined =>
      [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((candidate) => known.has(candidate));
    const edges = new Map<string, string[]>();
    for (const entry of imports) {
      if (entry.typeOnly) continue;
      const to = local(entry);
      const file = to === undefined ? undefined : resolveFile(to);
      if (file !== undefined) edges.set(entry.file, [...(edges.get(entry.file) ?? []), file]);
    }
    const circles: string[] = [];
    const done = new Set<string>();
    const walk = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) {
        circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
        return;
      }
      if (done.has(file)) return;
      for (const next of edges.get(file) ?? []) walk(next, [...path, file]);
      done.add(file);
    };
    for (const file of edges.keys()) walk(file, []);
    expect(circles).toEqual([]);
  });

  it('no file is longer than 400 lines, data apart', () => {
    const long = production
      .filter((file) => !/schema|snippets|icons|\.d\.ts$/.test(file))
      .map((file) => ({ file, lines: readFileSync(join(source, file), 'utf8').split('\n').length }))
      .filter(({ lines }) => lines > 400);
    expect(long).toEqual([]);
  });

  it('there are no default exports and no export *', () => {
    const wrong = production.filter((file) =>
      /^export default|^export \*/m.test(readFileSync(join(source, file), 'utf8')),
    );
    expect(wrong).toEqual([]);
  });

  it('every folder has a README of at most 15 lines', () => {
    const missing = folderRules
      .filter((rule) => !/\.tsx?$/.test(rule.folder))
      .filter((rule) => {
        const path = join(source, rule.folder, 'README.md');
        const there = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
        return !there || readFileSync(path, 'utf8').trimEnd().split('\n').length > 15;
      })
      .map((rule) => rule.folder);
    expect(missing).toEqual([]);
  });
});
