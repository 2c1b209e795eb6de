import type { SeededRandom } from '../seeded-random.ts';
import type { Schema } from './described-api.ts';

/** Texts that have broken programs before. */
const NASTY_TEXTS = [
  '',
  ' ',
  '\0',
  '../../../../etc/passwd',
  '..\\..\\x',
  'a/b',
  '%2e%2e%2f',
  '%00',
  '%',
  '\u202egpj.exe',
  '👨‍👩‍👧‍👦',
  'e\u0301',
  '\ud800',
  'CON',
  'null',
  '__proto__',
  'constructor',
  "' or 1=1 --",
  '"; drop table assets; --',
  '<script>alert(1)</script>',
  '\r\nX-Injected: 1',
  '*',
  '0',
  '-1',
  '1e309',
  '9007199254740993',
  '2024-13-45T99:99:99Z',
  '0000-00-00',
  '+275760-09-13T00:00:00.001Z',
] as const;

const NUMBERS = [0, -0, 1, -1, 0.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 1e21] as const;

/** Makes values that fit a schema, mostly. */
export class RandomValues {
  readonly #random: SeededRandom;
  /** Ids that mean something on the server under trial, for the deeper ways. */
  readonly #ids: readonly string[];

  constructor(random: SeededRandom, ids: readonly string[]) {
    this.#random = random;
    this.#ids = ids;
  }

  id(): string {
    const random = this.#random;
    if (this.#ids.length > 0 && random.chance(0.6)) return random.pick(this.#ids);
    const hex = (digits: number): string =>
      Array.from({ length: digits }, () => random.between(0, 15).toString(16)).join('');
    return random.chance(0.7) ? `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}` : this.text();
  }

  text(): string {
    const random = this.#random;
    const kind = random.next();
    if (kind < 0.4) return random.pick(NASTY_TEXTS);
    if (kind < 0.5) return 'x'.repeat(random.between(1, 20_000));
    const length = random.between(1, 40);
    return Array.from({ length }, () => String.fromCodePoint(random.between(32, 0x3ff))).join('');
  }

  /** A value for a schema; now and then of another kind. */
  value(schema: Schema | undefined, depth = 0): unknown {
    const random = this.#random;
    if (schema === undefined || random.chance(0.06) || depth > 6) return this.#anything(depth);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return random.pick(schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined) return this.value(random.pick(choices), depth + 1);
    const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
    switch (type) {
      case 'object':
        return this.#object(schema, depth);
      case 'array': {
        const length = random.chance(0.02) ? random.between(100, 2000) : random.between(0, 4);
        return Array.from({ length }, () => this.value(schema.items, depth + 1));
      }
      case 'boolean':
        return random.chance(0.5);
      case 'integer':
      case 'number':
        return random.chance(0.5) ? random.between(0, 1000) : random.pick(NUMBERS);
      case 'null':
        return null;
      default:
        return this.#textFor(schema);
    }
  }

  #textFor({ format }: Schema): string {
    const random = this.#random;
    if (random.chance(0.2)) return this.text();
    if (format === 'uuid') return this.id();
    if (format === 'date-time') return `2024-0${random.between(1, 9)}-11T10:09:08.007Z`;
    if (format === 'email') return `person${random.between(1, 9999)}@example.org`;
    return random.chance(0.5) ? this.id() : this.text();
  }

  #object({ properties = {} }: Schema, depth: number): Record<string, unknown> {
    const entries = Object.entries(properties).filter(() => this.#random.chance(0.9));
    const made = entries.map(([name, schema]): [string, unknown] => [name, this.value(schema, depth + 1)]);
    if (this.#random.chance(0.1)) made.push([this.text(), this.#anything(depth)]);
    return Object.fromEntries(made);
  }

  #anything(depth: number): unknown {
    const random = this.#random;
    const kind = random.between(0, 7);
    if (kind === 0) return null;
    if (kind === 1) return random.pick(NUMBERS);
    if (kind === 2) return random.chance(0.5);
    if (kind === 3) return depth > 6 ? [] : [this.#anything(depth + 1)];
    if (kind === 4) return depth > 6 ? {} : { [this.text()]: this.#anything(depth + 1) };
    return this.text();
  }
}
