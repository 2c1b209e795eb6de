import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { sourcesOf } from './prebuilt-apps.ts';

const SOURCES = ['background-runs', 'conditions', 'library-changes', 'originals', 'transfers'];

/** The fields of each interface, and of each member of each union of objects, as `name`: one sorted list for each form that it has. */
export function readTypedForms(): ReadonlyMap<string, readonly string[]> {
  const forms = new Map<string, readonly string[]>();
  eachDeclaration((node) => {
    if (ts.isInterfaceDeclaration(node)) forms.set(node.name.text, [formOf(node.members)]);
    if (ts.isTypeAliasDeclaration(node) && ts.isUnionTypeNode(node.type))
      forms.set(
        node.name.text,
        node.type.types.filter(ts.isTypeLiteralNode).map(({ members }) => formOf(members)),
      );
  });
  return forms;
}

/** The texts that a type of TypeScript allows. */
export function readTypedTexts(name: string): readonly string[] {
  const texts: string[] = [];
  eachDeclaration((node) => {
    if (!ts.isTypeAliasDeclaration(node) || node.name.text !== name || !ts.isUnionTypeNode(node.type)) return;
    for (const type of node.type.types)
      if (ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)) texts.push(type.literal.text);
  });
  return texts.sort();
}

/** The keys of each map that the Kotlin makes: `mapOf("a" to …, "b" to …)`. */
export const readKotlinAnswers = (): ReadonlySet<string> => readAnswers('android', '.kt', /mapOf\(/g, / to /);

/** The keys of each dictionary that the Swift makes: `["a": …, "b": …]`. */
export const readSwiftAnswers = (): ReadonlySet<string> =>
  readAnswers('ios', '.swift', /\[(?=\s*"\w+":)/g, /:/);

function eachDeclaration(visit: (node: ts.Node) => void): void {
  for (const name of SOURCES) {
    const file = join(import.meta.dirname, '../src', `${name}.ts`);
    ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true).forEachChild(visit);
  }
}

const formOf = (members: Iterable<ts.TypeElement>): string =>
  [...members]
    .map((member) => member.name?.getText() ?? '')
    .sort()
    .join();

function readAnswers(
  folder: 'android' | 'ios',
  extension: string,
  begins: RegExp,
  between: RegExp,
): ReadonlySet<string> {
  const key = new RegExp(`"(\\w+)"${between.source}`, 'g');
  return new Set(
    sourcesOf(folder, extension)
      .map((file) => readFileSync(file, 'utf8'))
      .flatMap((text) =>
        [...text.matchAll(begins)].map((begin) =>
          [...ownText(text, begin.index + begin[0].length).matchAll(key)]
            .map(([, found = '']) => found)
            .sort()
            .join(),
        ),
      ),
  );
}

/** The text from here to the bracket that closes it, without what is in brackets of its own. */
function ownText(text: string, from: number): string {
  let depth = 1;
  let own = '';
  for (let at = from; at < text.length && depth > 0; at += 1) {
    const char = text.charAt(at);
    if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    else if (depth === 1) own += char;
  }
  return own;
}
