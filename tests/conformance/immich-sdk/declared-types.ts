import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The types that a declaration file exports, asked at run time. */
export interface DeclaredTypes {
  /** What is wrong with a value as the answer of this asynchronous function: one sentence each, none when it fits. */
  problemsOfAnswer(functionName: string, value: unknown): readonly string[];
  /** The same for an exported type. */
  problemsOf(typeName: string, value: unknown): readonly string[];
}

/** Opens the types that a package declares. */
export function openDeclaredTypes(packageName: string): DeclaredTypes {
  const file = fileURLToPath(import.meta.resolve(packageName)).replace(/\.js$/, '.d.ts');
  const program = ts.createProgram([file], {
    strict: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    types: [],
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${packageName} declares no types`);
  const exported = new Map(checker.getExportsOfModule(module).map((symbol) => [symbol.name, symbol]));
  const named = (name: string): ts.Symbol => {
    const symbol = exported.get(name);
    if (symbol === undefined) throw new Error(`${packageName} exports no ${name}`);
    return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  };
  return {
    problemsOfAnswer(functionName, value) {
      const [signature] = checker.getTypeOfSymbol(named(functionName)).getCallSignatures();
      const answer = signature && checker.getAwaitedType(signature.getReturnType());
      if (answer === undefined) throw new Error(`${functionName} is no function`);
      return problemsOf(checker, answer, value, 'answer');
    },
    problemsOf: (typeName, value) =>
      problemsOf(checker, checker.getDeclaredTypeOfSymbol(named(typeName)), value, typeName),
  };
}

function problemsOf(checker: ts.TypeChecker, type: ts.Type, value: unknown, at: string): readonly string[] {
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return [];
  // An enum is a union of its members, and `boolean` one of two literals.
  if (type.isUnion()) {
    const perMember = type.types.map((member) => problemsOf(checker, member, value, at));
    if (perMember.some((problems) => problems.length === 0)) return [];
    // Of several objects that may stand here, the nearest says most; otherwise the type's name does.
    const nested = perMember.filter(([first]) => first !== undefined && !first.startsWith(`${at} is `));
    return nested.sort((a, b) => a.length - b.length)[0] ?? [mismatch(checker, type, value, at)];
  }
  if (type.isIntersection()) return type.types.flatMap((part) => problemsOf(checker, part, value, at));
  if (type.flags & ts.TypeFlags.Object) return problemsOfObject(checker, type, value, at);
  return isPrimitive(checker, type, value) ? [] : [mismatch(checker, type, value, at)];
}

function isPrimitive(checker: ts.TypeChecker, type: ts.Type, value: unknown): boolean {
  if (type.isStringLiteral() || type.isNumberLiteral()) return value === type.value;
  if (type.flags & ts.TypeFlags.BooleanLiteral)
    return typeof value === 'boolean' && `${value}` === checker.typeToString(type);
  if (type.flags & ts.TypeFlags.String) return typeof value === 'string';
  if (type.flags & ts.TypeFlags.Number) return typeof value === 'number';
  if (type.flags & ts.TypeFlags.Null) return value === null;
  if (type.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) return value === undefined;
  // An endpoint that answers nothing: its empty body arrives as an empty text.
  if (type.flags & ts.TypeFlags.Never) return value === undefined || value === '';
  throw new Error(`no value is compared with ${checker.typeToString(type)} yet`);
}

function problemsOfObject(
  checker: ts.TypeChecker,
  type: ts.Type,
  value: unknown,
  at: string,
): readonly string[] {
  if (typeof value !== 'object' || value === null) return [mismatch(checker, type, value, at)];
  if (checker.isArrayType(type)) {
    if (!Array.isArray(value)) return [mismatch(checker, type, value, at)];
    const [item] = checker.getTypeArguments(type as ts.TypeReference);
    return value.flatMap((entry, index) => (item ? problemsOf(checker, item, entry, `${at}[${index}]`) : []));
  }
  if (Array.isArray(value)) return [mismatch(checker, type, value, at)];
  const platformClass = (globalThis as Readonly<Record<string, unknown>>)[type.symbol.name];
  if (typeof platformClass === 'function')
    return value instanceof platformClass ? [] : [mismatch(checker, type, value, at)];
  const fields = value as Readonly<Record<string, unknown>>;
  return checker.getPropertiesOfType(type).flatMap((property) => {
    const field = fields[property.name];
    const where = `${at}.${property.name}`;
    if (field === undefined) return property.flags & ts.SymbolFlags.Optional ? [] : [`${where} is missing`];
    return problemsOf(checker, checker.getTypeOfSymbol(property), field, where);
  });
}

function mismatch(checker: ts.TypeChecker, type: ts.Type, value: unknown, at: string): string {
  return `${at} is ${JSON.stringify(value)}, not ${checker.typeToString(type)}`;
}
