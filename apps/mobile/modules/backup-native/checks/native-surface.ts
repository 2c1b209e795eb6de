import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const MODULE = join(import.meta.dirname, '..');

/** What one language says that the module is: functions with the types of their arguments, and events. */
export interface NativeSurface {
  /** Each as `name(type, type)`, with the types' names in TypeScript. */
  readonly asyncFunctions: readonly string[];
  readonly functions: readonly string[];
  readonly events: readonly string[];
}

/** Reads the interfaces of `src/backup-native.ts`. */
export function readTypedSurface(): NativeSurface {
  const file = join(MODULE, 'src/backup-native.ts');
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const members = (name: string): readonly ts.TypeElement[] =>
    source.statements
      .filter(ts.isInterfaceDeclaration)
      .find((found) => found.name.text === name)
      ?.members.slice() ?? [];
  const methods = members('BackupNative').filter(ts.isMethodSignature);
  const signature = (method: ts.MethodSignature): string =>
    `${method.name.getText()}(${method.parameters.map(({ type }) => plainType(type?.getText() ?? '')).join(', ')})`;
  const own = methods.filter((method) => method.name.getText() !== 'addListener');
  const isAsync = (method: ts.MethodSignature): boolean =>
    method.type?.getText().startsWith('Promise<') === true;
  return {
    asyncFunctions: own.filter(isAsync).map(signature).sort(),
    functions: own
      .filter((method) => !isAsync(method))
      .map(signature)
      .sort(),
    events: members('BackupNativeEvents')
      .map((event) => event.name?.getText() ?? '')
      .sort(),
  };
}

/** Reads the definition in the Kotlin. */
export function readKotlinSurface(): NativeSurface {
  const text = readFileSync(
    join(MODULE, 'android/src/main/java/app/keepsake/backup/BackupNativeModule.kt'),
    'utf8',
  );
  return readDefinition(text, {
    asyncFunction: /AsyncFunction\("(\w+)"\) Coroutine \{(.*?)->/g,
    syncFunction: /\bFunction\("(\w+)"\) \{(.*?)->/g,
  });
}

/** Reads the definition in the Swift. */
export function readSwiftSurface(): NativeSurface {
  const text = readFileSync(join(MODULE, 'ios/BackupNativeModule.swift'), 'utf8');
  return readDefinition(text, {
    asyncFunction: /AsyncFunction\("(\w+)"\) \{ \((.*?)\)(?: -> \S.*?)? in$/gm,
    syncFunction: /\bFunction\("(\w+)"\) \{ \((.*?)\)(?: -> \S.*?)? in$/gm,
  });
}

function readDefinition(
  text: string,
  { asyncFunction, syncFunction }: { readonly asyncFunction: RegExp; readonly syncFunction: RegExp },
): NativeSurface {
  const read = (pattern: RegExp): readonly string[] =>
    [...text.matchAll(pattern)]
      .map(([, name = '', args = '']) => `${name}(${typesOf(args).join(', ')})`)
      .sort();
  const [, events = ''] = /\bEvents\(([^)]*)\)/.exec(text) ?? [];
  return {
    asyncFunctions: read(asyncFunction),
    functions: read(syncFunction),
    events: [...events.matchAll(/"(\w+)"/g)].map(([, name = '']) => name).sort(),
  };
}

/** `a: String, b: [URL]` → `string, string[]`. */
const typesOf = (args: string): readonly string[] =>
  args
    .split(',')
    .map((arg) => arg.split(':')[1]?.trim())
    .filter((type) => type !== undefined)
    .map(plainType);

const PLAIN: Readonly<Record<string, string>> = {
  String: 'string',
  URL: 'string',
  NativeAssetId: 'string',
  RunEnd: 'string',
  Boolean: 'boolean',
  Bool: 'boolean',
  Int: 'number',
  Long: 'number',
  Double: 'number',
};

/** One name for what three languages call differently. A record is called as its type in TypeScript is. */
function plainType(type: string): string {
  const array = /^(?:readonly (\w+)\[\]|List<(\w+)>|\[(\w+)\])$/.exec(type);
  if (array !== null) return `${plainType(array[1] ?? array[2] ?? array[3] ?? '')}[]`;
  const optional = /^(\w+)(?: \| null|\?)$/.exec(type);
  if (optional !== null) return `${plainType(optional[1] ?? '')} | null`;
  return PLAIN[type] ?? type.replace(/Record$/, '');
}
