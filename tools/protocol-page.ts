import {
  assetAnswer,
  errorBody,
  errorCode,
  routes,
  uploadFields,
  type ErrorCode,
  type Route,
  type RouteName,
} from '@keepsake/protocol';
import { ERROR_CATALOGUE } from '@keepsake/server';
import { PROTOCOL_PROSE, UPLOAD_PROSE } from './protocol-prose.ts';
import { wordsOf, type Schema } from './schema-words.ts';

/** Answers that come up in several routes. */
const NAMED: ReadonlyMap<string, Schema> = new Map<string, Schema>([
  ['Asset', assetAnswer],
  ['User', routes.me.answers[200]],
  ['Album', routes.readAlbum.answers[200]],
  ['ApiKey', routes.readApiKey.answers[200]],
]);

/** What a route may answer with beside what follows from its definition. */
const OWN_ERRORS: Partial<Record<RouteName, readonly ErrorCode[]>> = {
  signUpAdmin: ['already-set-up'],
  login: ['wrong-credentials', 'too-many-requests'],
  changePassword: ['wrong-credentials', 'too-many-requests'],
  updateMe: ['conflict'],
  createUser: ['conflict'],
  updateUser: ['conflict'],
  removeUser: ['conflict'],
  upload: [
    'unsupported-media-type',
    'bad-multipart',
    'missing-field',
    'bad-field',
    'missing-file',
    'too-many-files',
    'empty-file',
    'unsupported-file-type',
    'truncated-body',
    'checksum-mismatch',
    'quota-exceeded',
    'disk-full',
  ],
  readOriginal: ['precondition-failed', 'range-not-satisfiable', 'original-missing'],
};

/** The text of docs/protocol.md, not yet formatted. */
export function protocolPage(): string {
  const byTopic = new Map<string, string[]>();
  for (const [name, route] of Object.entries<Route>(routes)) {
    const topic = route.path.split('/')[1] ?? '';
    byTopic.set(topic, [...(byTopic.get(topic) ?? []), routeSection(name as RouteName, route)]);
  }
  return [
    PROTOCOL_PROSE,
    code(wordsOf(errorBody, 'answer').replace(/"bad-request" \|[^\n]*/, 'one of the codes below')),
    errorTable(),
    UPLOAD_PROSE,
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

function routeSection(name: RouteName, route: Route): string {
  const { method, path, summary, access, params, query, body, answers } = route;
  const parts = [`### ${method} /api${path}\n`, `${summary}\n`, `**Who:** ${whoMayCall(access)}\n`];
  for (const [what, schema] of Object.entries({ params, query, body }))
    if (schema !== undefined) parts.push(labelled(LABELS[what], wordsOf(schema, 'request', NAMED)));
  for (const [status, answer] of Object.entries(answers))
    parts.push(
      answer === null
        ? `**${status}:** ${status === '204' ? 'no body' : 'bytes, no JSON'}\n`
        : labelled(status, wordsOf(answer, 'answer', NAMED)),
    );
  const errors = errorsOf(name, route).map((error) => `\`${error}\``);
  if (errors.length > 0) parts.push(`**Errors:** ${errors.join(', ')}\n`);
  return parts.join('\n');
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

/** Beside `unavailable` and `internal`, which any route may answer with. */
function errorsOf(name: RouteName, { access, params, query, body }: Route): readonly ErrorCode[] {
  const errors: ErrorCode[] = [];
  if (params ?? query ?? body) errors.push('bad-request');
  if (body !== undefined) errors.push('bad-json', 'payload-too-large', 'unsupported-media-type');
  if (access !== 'public') errors.push('unauthorized');
  if (typeof access === 'object') errors.push('forbidden');
  if (params !== undefined && 'id' in params.shape) errors.push('not-found');
  return [...errors, ...(OWN_ERRORS[name] ?? [])];
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

function code(text: string): string {
  return `\`\`\`\n${text}\n\`\`\`\n`;
}
