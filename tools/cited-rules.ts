import ts from 'typescript';
import { problem, type Place, type Problem } from './problem.ts';

/** A rule that a test's name cites. */
export interface Citation extends Place {
  readonly id: string;
}

/** What one file of tests says of rules. */
export interface TestFile {
  readonly file: string;
  readonly citations: readonly Citation[];
  readonly problems: readonly Problem[];
  /** What the file exports: a contract suite is a function that others call. */
  readonly exports: ReadonlySet<string>;
  /** Every name that the file imports. */
  readonly imports: ReadonlySet<string>;
}

const IDS = String.raw`\[[A-Z]\d+(?:\s*,\s*[A-Z]\d+)*\]`;
/** A name cites what it starts with: `[A1] …`, `[A1][B2] …`, `[A1, B2] …`. */
const CITED = new RegExp(String.raw`^(?:${IDS}\s*)+`);
/** What starts like a citation: `[H1 H2] …`, `[H1–H3] …` or `H1: …` would silently prove nothing. */
const MEANT_AS_CITATION = /^\s*\[?[A-Z]\d{1,2}\b/;

/** Modifiers after which a test does not run, or proves the opposite. */
const NOT_PROVING = new Set(['skip', 'todo', 'fails']);

/** Reads the names of the tests in a source, by the TypeScript parser: what stands in comments and strings is no test. */
export function readCitations(file: string, text: string): TestFile {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const citations: Citation[] = [];
  const problems: Problem[] = [];
  const exports = new Set<string>();
  const imports = new Set<string>();

  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) readCall(node);
    if (ts.isImportSpecifier(node)) imports.add((node.propertyName ?? node.name).text);
    if (ts.isFunctionDeclaration(node) && node.name !== undefined && isExported(node))
      exports.add(node.name.text);
    ts.forEachChild(node, visit);
  };

  const readCall = (call: ts.CallExpression): void => {
    const name = testName(call);
    if (name === undefined) return;
    const at = { file, line: source.getLineAndCharacterOfPosition(call.getStart()).line + 1 };
    const cited = CITED.exec(name)?.[0] ?? '';
    if (MEANT_AS_CITATION.test(name.slice(cited.length)))
      problems.push(
        problem(at, `a citation is written "[A1] …", "[A1][B2] …" or "[A1, B2] …", not "${name}"`),
      );
    for (const [id] of cited.matchAll(/[A-Z]\d+/g)) citations.push({ id, ...at });
  };

  visit(source);
  return { file, citations, problems, exports, imports };
}

/** The name of the test that a call declares, or nothing when the call declares no test that runs. */
function testName(call: ts.CallExpression): string | undefined {
  const modifiers = testModifiers(call.expression);
  if (modifiers === undefined || modifiers.some((modifier) => NOT_PROVING.has(modifier))) return undefined;
  const [name] = call.arguments;
  if (name === undefined) return undefined;
  if (ts.isStringLiteralLike(name)) return name.text;
  if (ts.isTemplateExpression(name))
    return name.head.text + name.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
  return undefined;
}

/** The modifiers of `it`, `test`, `it.each([…])`, `it.skipIf(…)`, it.each`…`: `undefined` when it is something else. */
function testModifiers(callee: ts.Expression): readonly string[] | undefined {
  if (ts.isIdentifier(callee)) return callee.text === 'it' || callee.text === 'test' ? [] : undefined;
  if (ts.isCallExpression(callee)) return testModifiers(callee.expression);
  if (ts.isTaggedTemplateExpression(callee)) return testModifiers(callee.tag);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const before = testModifiers(callee.expression);
  return before === undefined ? undefined : [...before, callee.name.text];
}

function isExported(node: ts.FunctionDeclaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}
