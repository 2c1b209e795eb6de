import * as z from 'zod';

/** The part of JSON Schema that the protocol's schemas come out as. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/**
 * Writes a schema as JSON Schema, for documentation. What no JSON Schema can say (a check by a function) is left out.
 *
 * @param direction a default makes a field optional in a request, and certain in an answer
 */
export function jsonSchemaOf(schema: z.ZodType, direction: 'request' | 'answer'): JsonSchema {
  const io = direction === 'request' ? 'input' : 'output';
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json as JsonSchema;
}
