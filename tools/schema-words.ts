import { jsonSchemaOf, type JsonSchema, type Route } from '@keepsake/protocol';

/** Any schema of the protocol. */
export type Schema = NonNullable<Route['body']>;

const FORMATS: Readonly<Record<string, string>> = { uuid: 'uuid', 'date-time': 'timestamp', email: 'e-mail' };

/** Writes a schema in a notation like TypeScript's; those in `named` by their name. */
export function wordsOf(
  schema: Schema,
  direction: 'request' | 'answer',
  named: ReadonlyMap<string, Schema> = new Map(),
): string {
  const names = new Map([...named].map(([name, of]) => [JSON.stringify(jsonSchemaOf(of, direction)), name]));
  return words(jsonSchemaOf(schema, direction), names, '');
}

function words(schema: JsonSchema, names: ReadonlyMap<string, string>, indent: string): string {
  const name = names.get(JSON.stringify(schema));
  if (name !== undefined) return name;
  if (schema.anyOf !== undefined)
    return [...new Set(schema.anyOf.map((one) => words(one, names, indent)))].join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (typeof schema.type === 'object')
    return schema.type.map((type) => words({ ...schema, type }, names, indent)).join(' | ');
  switch (schema.type) {
    case 'object':
      return objectWords(schema, names, indent);
    case 'array': {
      const item = words(schema.items ?? {}, names, indent);
      return `${item.includes(' | ') ? `(${item})` : item}[]${range(undefined, schema.maxItems, '')}`;
    }
    case 'string':
      return stringWords(schema);
    case 'integer':
    case 'number':
      return schema.type + range(schema.minimum, schema.maximum, '');
    default:
      return schema.type ?? 'anything';
  }
}

function objectWords(schema: JsonSchema, names: ReadonlyMap<string, string>, indent: string): string {
  const inner = `${indent}  `;
  const fields = Object.entries(schema.properties ?? {}).map(([field, of]) => {
    const mark = schema.required?.includes(field) === true ? '' : '?';
    const usual = of.default === undefined ? '' : ` = ${JSON.stringify(of.default)}`;
    const { default: _default, ...type } = of;
    return `${inner}${field}${mark}: ${words(type, names, inner)}${usual}`;
  });
  const more = schema.additionalProperties;
  if (typeof more === 'object' && more !== null && Object.keys(more).length > 0)
    fields.push(`${inner}[name]: ${words(more, names, inner)}`);
  if (fields.length === 0) return '{}';
  const [only = ''] = fields;
  if (fields.length === 1 && !only.includes('{')) return `{ ${only.trim()} }`;
  return `{\n${fields.join('\n')}\n${indent}}`;
}

function stringWords(schema: JsonSchema): string {
  const format = schema.format === undefined ? undefined : FORMATS[schema.format];
  if (format !== undefined) return format;
  const pattern = schema.pattern === undefined ? '' : ` matching ${schema.pattern}`;
  return `string${range(schema.minLength, schema.maxLength, ' characters')}${pattern}`;
}

/** Bounds that say something; those of every safe integer do not. */
function range(least: number | undefined, most: number | undefined, unit: string): string {
  const from = least === undefined || least === Number.MIN_SAFE_INTEGER ? undefined : least;
  const to = most === undefined || most === Number.MAX_SAFE_INTEGER ? undefined : most;
  if (from === undefined && to === undefined) return '';
  if (from === undefined || to === undefined)
    return ` (${from === undefined ? 'at most' : 'at least'} ${number(from ?? to)}${unit})`;
  return ` (${number(from)} to ${number(to)}${unit})`;
}

function number(value: number | undefined): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
