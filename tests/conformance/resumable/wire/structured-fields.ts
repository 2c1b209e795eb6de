/** A bare item of RFC 9651. Dates and display strings are not told apart from what is malformed: no field here has them. */
export type BareItem =
  | { readonly kind: 'integer' | 'decimal'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'string' | 'token'; readonly value: string }
  | { readonly kind: 'bytes'; readonly value: Buffer };

const KEY = /[a-z*][a-z0-9_\-.*]*/y;
const NUMBER = /(-?\d{1,15})(?![\d.])|(-?\d{1,12}\.\d{1,3})(?![\d.])/y;
const BOOLEAN = /\?([01])/y;
const STRING = /"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"/y;
const TOKEN = /[A-Za-z*][!#$%&'*+\-.^_`|~0-9A-Za-z:/]*/y;
const BYTES = /:([A-Za-z0-9+/]*={0,2}):/y;

class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#at += found[0].length;
    return found;
  }
}

/** Reads an Item field (RFC 9651, section 4.2.3). Undefined: malformed. Its parameters are checked and left out. */
export function readItem(text: string | undefined): BareItem | undefined {
  if (text === undefined) return undefined;
  const scanner = new Scanner(text.trim());
  const item = takeItem(scanner);
  return item !== undefined && scanner.isAtEnd ? item : undefined;
}

/** Reads a Dictionary field (RFC 9651, section 4.2.2); members that are inner lists are not supported. Undefined: malformed. */
export function readDictionary(text: string | undefined): ReadonlyMap<string, BareItem> | undefined {
  if (text === undefined) return undefined;
  const scanner = new Scanner(text.trim());
  const members = new Map<string, BareItem>();
  while (!scanner.isAtEnd) {
    const key = scanner.take(KEY)?.[0];
    if (key === undefined) return undefined;
    const value: BareItem | undefined =
      scanner.take(/=/y) === undefined
        ? takeParameters(scanner, { kind: 'boolean', value: true })
        : takeItem(scanner);
    if (value === undefined) return undefined;
    members.set(key, value);
    if (scanner.isAtEnd) break;
    if (scanner.take(/[ \t]*,[ \t]*/y) === undefined || scanner.isAtEnd) return undefined;
  }
  return members;
}

/** The value of an Item field that is a non-negative Integer; undefined for every other value. */
export function readOffset(text: string | undefined): number | undefined {
  const item = readItem(text);
  return item?.kind === 'integer' && item.value >= 0 ? item.value : undefined;
}

/** The value of an Item field that is a Boolean; undefined for every other value. */
export function readBoolean(text: string | undefined): boolean | undefined {
  const item = readItem(text);
  return item?.kind === 'boolean' ? item.value : undefined;
}

function takeItem(scanner: Scanner): BareItem | undefined {
  const item = takeBareItem(scanner);
  return item === undefined ? undefined : takeParameters(scanner, item);
}

function takeParameters(scanner: Scanner, item: BareItem): BareItem | undefined {
  while (scanner.take(/; */y) !== undefined) {
    if (scanner.take(KEY) === undefined) return undefined;
    if (scanner.take(/=/y) !== undefined && takeBareItem(scanner) === undefined) return undefined;
  }
  return item;
}

function takeBareItem(scanner: Scanner): BareItem | undefined {
  const number = scanner.take(NUMBER);
  if (number !== undefined)
    return { kind: number[1] === undefined ? 'decimal' : 'integer', value: Number(number[0]) };
  const boolean = scanner.take(BOOLEAN);
  if (boolean !== undefined) return { kind: 'boolean', value: boolean[1] === '1' };
  const string = scanner.take(STRING);
  if (string !== undefined) return { kind: 'string', value: (string[1] ?? '').replaceAll(/\\(.)/g, '$1') };
  const bytes = scanner.take(BYTES);
  if (bytes !== undefined) return { kind: 'bytes', value: Buffer.from(bytes[1] ?? '', 'base64') };
  const token = scanner.take(TOKEN);
  return token === undefined ? undefined : { kind: 'token', value: token[0] };
}
