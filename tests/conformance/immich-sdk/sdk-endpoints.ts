import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { routes, type RouteName } from '../../../packages/protocol/src/index.ts';

/** What a function of the SDK asks for. */
interface SdkEndpoint {
  readonly name: string;
  readonly method: string;
  /** As in the protocol, but without the names of its parameters: `/albums/{}/assets`. */
  readonly path: string;
}

/** A function of the SDK whose endpoint this server has too. */
export interface SharedEndpoint extends SdkEndpoint {
  readonly route: RouteName;
}

/** Every function of the SDK that one of the protocol's routes answers. */
export function sharedEndpoints(): readonly SharedEndpoint[] {
  const routeNames = Object.keys(routes) as RouteName[];
  const byEndpoint = new Map(
    routeNames.map((name) => [`${routes[name].method} ${routes[name].path.replace(/\{\w+\}/g, '{}')}`, name]),
  );
  return sdkEndpoints().flatMap((endpoint) => {
    const route = byEndpoint.get(`${endpoint.method} ${endpoint.path}`);
    return route === undefined ? [] : [{ ...endpoint, route }];
  });
}

/** Reads from the SDK's own code what each of its functions asks for: its types do not tell. */
function sdkEndpoints(): readonly SdkEndpoint[] {
  const file = fileURLToPath(import.meta.resolve('@immich/sdk')).replace(/index\.js$/, 'fetch-client.js');
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  return source.statements.flatMap((statement) => {
    if (!ts.isFunctionDeclaration(statement) || statement.name === undefined) return [];
    const path = requestedPath(statement);
    return path === undefined
      ? []
      : [{ name: statement.name.text, method: requestedMethod(statement), path }];
  });
}

/** The first argument of the call of `fetchJson`, `fetchText` or `fetchBlob`; a query adds nothing to it. */
function requestedPath(node: ts.Node): string | undefined {
  if (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text.startsWith('fetch')
  ) {
    const [address] = node.arguments;
    if (address !== undefined && ts.isStringLiteralLike(address)) return address.text;
    if (address !== undefined && ts.isTemplateExpression(address))
      return address.head.text + address.templateSpans.map(textOfSpan).join('');
  }
  return ts.forEachChild(node, requestedPath);
}

function textOfSpan({ expression, literal }: ts.TemplateSpan): string {
  return `${expression.getText().startsWith('encodeURIComponent(') ? '{}' : ''}${literal.text}`;
}

function requestedMethod(declaration: ts.Node): string {
  const find = (node: ts.Node): string | undefined =>
    ts.isPropertyAssignment(node) &&
    node.name.getText() === 'method' &&
    ts.isStringLiteralLike(node.initializer)
      ? node.initializer.text
      : ts.forEachChild(node, find);
  return find(declaration) ?? 'GET';
}
