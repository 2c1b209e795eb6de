/** The part of JSON Schema that the server's description is written in. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** One operation of the API. */
export interface Operation {
  readonly method: string;
  /** With `{name}` for what differs. */
  readonly path: string;
  readonly queryNames: readonly string[];
  readonly body: { readonly mediaType: string; readonly schema: Schema } | undefined;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
}
interface DescribedOperation {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** What is not in the description, because it has no JSON. */
const BESIDE: readonly Operation[] = [
  ...['POST', 'OPTIONS'].map((method) => beside(method, '/api/uploads')),
  ...['HEAD', 'PATCH', 'DELETE', 'OPTIONS'].map((method) => beside(method, '/api/uploads/{id}')),
  beside('HEAD', '/api/assets/{id}/original'),
  beside('GET', '/'),
  beside('GET', '/healthz'),
  beside('GET', '/metrics'),
  beside('GET', '/.well-known/immich'),
  beside('GET', '/api/openapi.json'),
  beside('GET', '/api/docs'),
];

/** Every operation that the server at this address says it has, and those beside. */
export async function readOperations(url: string): Promise<readonly Operation[]> {
  const description = (await (await fetch(`${url}/api/openapi.json`)).json()) as Description;
  const described = Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { parameters = [], requestBody }]) => {
      const [content] = Object.entries(requestBody?.content ?? {});
      return {
        method: method.toUpperCase(),
        path,
        queryNames: parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
        body: content && { mediaType: content[0], schema: content[1].schema },
      };
    }),
  );
  const known = new Set(described.map(({ method, path }) => `${method} ${path}`));
  return [...described, ...BESIDE.filter(({ method, path }) => !known.has(`${method} ${path}`))];
}

function beside(method: string, path: string): Operation {
  return { method, path, queryNames: [], body: undefined };
}
