import {
  assetAnswer,
  errorBody,
  errorCode,
  ERRORS_ANYWHERE,
  errorsOf,
  isByHand,
  problemBody,
  routes,
  uploadAnswer,
  uploadAsset,
  uploadFields,
  uploadRoutes,
  type Route,
} from '@keepsake/protocol';
import { ERROR_CATALOGUE } from '@keepsake/server';
import { DOWNLOAD_PROSE, PROTOCOL_PROSE, UPLOAD_PROSE } from './protocol-prose.ts';
import { RESUMABLE_PROSE } from './resumable-prose.ts';
import { wordsOf, type Schema } from './schema-words.ts';

/** Answers that come up in several routes. */
const NAMED: ReadonlyMap<string, Schema> = new Map<string, Schema>([
  ['Asset', assetAnswer],
  ['Uploaded', uploadAnswer],
  ['User', routes.me.answers[200]],
  ['Album', routes.readAlbum.answers[200]],
  ['ApiKey', routes.readApiKey.answers[200]],
]);

/** The text of docs/protocol.md, not yet formatted. */
export function protocolPage(): string {
  const byTopic = new Map<string, string[]>();
  for (const route of Object.values<Route>({ ...routes, ...uploadRoutes })) {
    const topic = route.path.split('/')[1] ?? '';
    byTopic.set(topic, [...(byTopic.get(topic) ?? []), routeSection(route)]);
  }
  return [
    PROTOCOL_PROSE,
    errorWords(errorBody),
    errorTable(),
    `With each route stand the errors that have to do with what it is for. Beside them any request may be answered with ${ERRORS_ANYWHERE.map(ticks).join(', ')}.\n`,
    UPLOAD_PROSE,
    RESUMABLE_PROSE,
    'The fields of `X-Keepsake-Asset`; a number as `duration` is milliseconds:\n',
    code(wordsOf(uploadAsset, 'request')),
    'Errors of `/api/uploads` are `application/problem+json` (RFC 9457): beside the fields of every error they have those of a problem.\n',
    errorWords(problemBody),
    DOWNLOAD_PROSE,
    '## Types\n',
    'In what follows, `?` marks what may be missing, `=` what is taken when it is, `uuid` an id, and `timestamp` ISO 8601 with `Z` or an offset.\n',
    'The fields of `POST /api/assets`:\n',
    code(wordsOf(uploadFields, 'request')),
    ...[...NAMED].map(([name, schema]) => `${name}:\n\n${code(wordsOf(schema, 'answer', without(name)))}`),
    ...[...byTopic].flatMap(([topic, sections]) => [`## /api/${topic}\n`, ...sections]),
  ].join('\n');
}

function without(name: string): ReadonlyMap<string, Schema> {
  return new Map([...NAMED].filter(([other]) => other !== name));
}

function routeSection(route: Route): string {
  const { method, path, summary, access, params, query, headers, body, bytes, answers } = route;
  const parts = [`### ${method} /api${path}\n`, `${summary}\n`, `**Who:** ${whoMayCall(access)}\n`];
  for (const [what, schema] of Object.entries({ params, query, body }))
    if (schema !== undefined) parts.push(labelled(LABELS[what], wordsOf(schema, 'request', NAMED)));
  const read = Object.entries(headers ?? {}).map(
    ([header, { words, isRequired }]) => [isRequired === true ? header : `${header}?`, words] as const,
  );
  if (read.length > 0) parts.push('**Headers:**\n', list(read));
  if (bytes !== undefined) parts.push(`**Body:** the bytes, as \`${bytes}\`\n`);
  for (const [status, answer] of Object.entries(answers)) parts.push(...answerWords(status, answer));
  const errors = errorsOf(route).map(ticks);
  if (errors.length > 0) parts.push(`**Errors:** ${errors.join(', ')}\n`);
  return parts.join('\n');
}

function answerWords(status: string, answer: Route['answers'][number]): readonly string[] {
  if (answer === null) return [`**${status}:** no body\n`];
  if (!isByHand(answer)) return [labelled(status, wordsOf(answer, 'answer', NAMED))];
  const { words, body, headers } = answer;
  const kind =
    body === null ? '' : ` ${ticks(typeof body === 'string' ? body : wordsOf(body, 'answer', NAMED))}.`;
  return [`**${status}:**${kind} ${words}\n`, list(Object.entries(headers))];
}

function list(named: readonly (readonly [string, string])[]): string {
  return named.map(([name, words]) => `- ${ticks(name)}: ${words}\n`).join('');
}

const LABELS: Readonly<Record<string, string>> = {
  params: 'In the path',
  query: 'Query',
  body: 'Body',
};

function whoMayCall(access: Route['access']): string {
  if (access === 'public') return 'anyone';
  if (access === 'signed-in') return 'whoever is signed in, or has any API key';
  const who = access.onlyAdministrators === true ? 'administrators' : 'whoever is signed in';
  return `${who}; an API key needs \`${access.permission}\``;
}

/** A schema of an error, without the long list of its codes. */
function errorWords(schema: Schema): string {
  return code(wordsOf(schema, 'answer').replace(/"bad-request" \|[^\n]*/, 'one of the codes'));
}

function errorTable(): string {
  const rows = errorCode.options.map((option) => {
    const { status, sentence } = ERROR_CATALOGUE[option];
    return `| \`${option}\` | ${status} | ${sentence} |`;
  });
  return `| code | status | meaning |\n|---|---|---|\n${rows.join('\n')}\n`;
}

function labelled(label: string | undefined, type: string): string {
  return type.includes('\n') ? `**${label}:**\n\n${code(type)}` : `**${label}:** \`${type}\`\n`;
}

function ticks(text: string): string {
  return `\`${text}\``;
}

function code(text: string): string {
  return `\`\`\`\n${text}\n\`\`\`\n`;
}
