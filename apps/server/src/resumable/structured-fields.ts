/** One value of a structured field (RFC 9651); `other` is well formed, of a type that nothing here asks for. */
export type FieldValue =
  | { readonly kind: 'integer'; readonly integer: number }
  | { readonly kind: 'boolean'; readonly boolean: boolean }
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'other' };

const INTEGER = /-?\d{1,15}(?![\d.])/y;
const BOOLEAN = /\?[01]/y;
const BYTES = /:[A-Za-z0-9+/]*={0,2}:/y;
/** Decimals, strings, tokens, dates and display strings. */
const OTHER =
  /-?\d{1,12}\.\d{1,3}|"(?:[ !#-[\]-~]|\\["\\])*"|[A-Za-z*][\w!#$%&'*+\-.^`|~:/]*|@-?\d{1,15}|%"[ !#-~]*"/y;
const KEY = /[a-z*][a-z0-9_\-.*]*/y;

/** Parses a field that is one item; undefined when it is malformed. Parameters are read over. */
export function parseItem(text: string): FieldValue | undefined {
  const scan = new Scan(text);
  const value = scan.item();
  return scan.isAtEnd ? value : undefined;
}

/** Parses a field that is a dictionary of items; undefined when it is malformed. Of two equal keys the last counts. */
export function parseDictionary(text: string): ReadonlyMap<string, FieldValue> | undefined {
  const scan = new Scan(text);
  const members = new Map<string, FieldValue>();
  while (!scan.isAtEnd) {
    if (members.size > 0 && !scan.comma()) return undefined;
    const key = scan.take(KEY);
    if (key === undefined) return undefined;
    const value = scan.take(/=/y) === undefined ? scan.flag() : scan.item();
    if (value === undefined) return undefined;
    members.delete(key);
    members.set(key, value);
  }
  return members;
}

class Scan {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text.replace(/^ +| +$/g, '');
  }

  get isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  /** What a sticky expression finds here; moves behind it. */
  take(expression: RegExp): string | undefined {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  item(): FieldValue | undefined {
    const value = this.#bareItem();
    return value !== undefined && this.#parameters() ? value : undefined;
  }

  /** A key alone stands for "true". */
  flag(): FieldValue | undefined {
    return this.#parameters() ? { kind: 'boolean', boolean: true } : undefined;
  }

  /** A comma with something behind it. */
  comma(): boolean {
    return this.take(/[ \t]*,[ \t]*(?=.)/y) !== undefined;
  }

  #bareItem(): FieldValue | undefined {
    const integer = this.take(INTEGER);
    if (integer !== undefined) return { kind: 'integer', integer: Number(integer) };
    const boolean = this.take(BOOLEAN);
    if (boolean !== undefined) return { kind: 'boolean', boolean: boolean === '?1' };
    const bytes = this.take(BYTES);
    if (bytes !== undefined) return { kind: 'bytes', bytes: Buffer.from(bytes.slice(1, -1), 'base64') };
    return this.take(OTHER) === undefined ? undefined : { kind: 'other' };
  }

  /** Reads parameters over; false when they are malformed. */
  #parameters(): boolean {
    while (this.take(/; */y) !== undefined) {
      if (this.take(KEY) === undefined) return false;
      if (this.take(/=/y) !== undefined && this.#bareItem() === undefined) return false;
    }
    return true;
  }
}
