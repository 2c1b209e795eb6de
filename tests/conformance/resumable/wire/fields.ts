/** One header line as it is on the wire. A list of these keeps order, case and repetition. */
export type Field = readonly [name: string, value: string];

/** The header fields of a message. Names are compared without case. */
export class Fields {
  readonly lines: readonly Field[];

  constructor(lines: readonly Field[]) {
    this.lines = lines;
  }

  /** The values of all lines of a field joined by commas, as HTTP reads them; undefined where there is none. */
  get(name: string): string | undefined {
    const values = this.lines.filter(([field]) => isName(field, name)).map(([, value]) => value);
    return values.length === 0 ? undefined : values.join(', ');
  }

  has(name: string): boolean {
    return this.lines.some(([field]) => isName(field, name));
  }
}

/** Puts fields over others: a field that is named in `changes` loses its old lines; an undefined value removes it. */
export function withFields(
  lines: readonly Field[],
  changes: Readonly<Record<string, string | undefined>>,
): Field[] {
  const kept = lines.filter(([name]) => !Object.keys(changes).some((changed) => isName(changed, name)));
  const added = Object.entries(changes).flatMap(([name, value]): Field[] =>
    value === undefined ? [] : [[name, value]],
  );
  return [...kept, ...added];
}

function isName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
