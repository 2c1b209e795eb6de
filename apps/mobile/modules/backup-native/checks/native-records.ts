import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { sourcesOf } from './prebuilt-apps.ts';

/** Fields of each type that goes to native code as an argument, sorted, by the type's name without `Record`. */
export type RecordFields = ReadonlyMap<string, readonly string[]>;

/** Reads the interfaces and object types of `src`. A union has the fields of all its members. */
export function readTypedRecords(): RecordFields {
  const fields = new Map<string, readonly string[]>();
  for (const name of ['background-runs', 'transfers', 'originals']) {
    const file = join(import.meta.dirname, '../src', `${name}.ts`);
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    source.forEachChild((node) => {
      if (ts.isInterfaceDeclaration(node)) fields.set(node.name.text, namesOf(node.members));
      if (ts.isTypeAliasDeclaration(node) && ts.isUnionTypeNode(node.type))
        fields.set(
          node.name.text,
          namesOf(node.type.types.filter(ts.isTypeLiteralNode).flatMap((one) => [...one.members])),
        );
    });
  }
  return fields;
}

/** `class FooRecord : Record { @Field val a: … }` */
export function readKotlinRecords(): RecordFields {
  return readRecords(
    sourcesOf('android', '.kt'),
    /class (\w+)Record : Record \{(.*?)\n\}/gs,
    /@Field\s+val (\w+)/g,
  );
}

/** `struct FooRecord: Record { @Field var a: … }` */
export function readSwiftRecords(): RecordFields {
  return readRecords(
    sourcesOf('ios', '.swift'),
    /struct (\w+)Record: Record \{(.*?)\n\}/gs,
    /@Field var (\w+)/g,
  );
}

const namesOf = (members: Iterable<ts.TypeElement>): readonly string[] =>
  [...members].map((member) => member.name?.getText() ?? '').sort();

function readRecords(files: readonly string[], record: RegExp, field: RegExp): RecordFields {
  return new Map(
    files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(record)].map(
        ([, name = '', body = '']) =>
          [name, [...body.matchAll(field)].map(([, found = '']) => found).sort()] as const,
      ),
    ),
  );
}
