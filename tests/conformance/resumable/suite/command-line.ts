import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Field } from '../wire/fields.ts';
import type { Strictness } from './report.ts';
import type { SubjectOptions } from './subject.ts';
import { isFeature, FEATURES } from './verdicts.ts';

/** What the program is asked to do. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'list' }
  | {
      readonly kind: 'run';
      readonly subject: SubjectOptions;
      readonly only: string;
      readonly isJson: boolean;
      readonly strictness: Strictness;
    };

/** The interop version of the draft that the tests were written from. */
const INTEROP_VERSION = 8;

export const HELP = `Tests a server of draft-ietf-httpbis-resumable-upload from outside.

node main.ts --url URL [options]

  --url URL                   the resource to which uploads are sent by POST
  --header 'NAME: VALUE'      sent with every request, such as Authorization (repeatable)
  --create-header 'N: V'      sent with every creation beside these (repeatable)
  --body FILE                 what is uploaded, where any bytes are not enough; 16 other bytes follow in each upload
  --only TEXT                 only the tests whose names have this text
  --list                      prints the tests and runs none
  --json                      one JSON document instead of lines
  --strict                    warnings count as failures, and so does what is not offered
  --allow-unsupported NAME    with --strict: may be left out (repeatable): ${FEATURES.join(', ')}
  --interop-version N         of the draft, ${INTEROP_VERSION} by itself
  --timeout-ms N              how long an answer may take, 10000 by itself

Exit code: 0 no requirement was violated, 1 one was, 2 the command cannot be understood or the server not be reached.
Use an account made for this: uploads that are completed stay on the server.`;

/** Parses the words of a command. Throws an Error with a sentence for people. */
export function parseCommand(words: readonly string[]): Command {
  const { values } = parseArgs({
    args: [...words],
    options: {
      url: { type: 'string' },
      header: { type: 'string', multiple: true, default: [] },
      'create-header': { type: 'string', multiple: true, default: [] },
      body: { type: 'string' },
      only: { type: 'string', default: '' },
      list: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      'allow-unsupported': { type: 'string', multiple: true, default: [] },
      'interop-version': { type: 'string', default: String(INTEROP_VERSION) },
      'timeout-ms': { type: 'string', default: '10000' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return { kind: 'help' };
  if (values.list) return { kind: 'list' };
  if (values.url === undefined) throw new Error('--url is missing; --help says more.');
  const unknown = values['allow-unsupported'].find((name) => !isFeature(name));
  if (unknown !== undefined)
    throw new Error(`--allow-unsupported ${unknown}: one of ${FEATURES.join(', ')}.`);
  return {
    kind: 'run',
    subject: {
      url: parseUrl(values.url),
      fields: values.header.map(parseHeader),
      createFields: values['create-header'].map(parseHeader),
      body: values.body === undefined ? undefined : readFileSync(values.body),
      interopVersion: parseNumber('--interop-version', values['interop-version']),
      patienceMs: parseNumber('--timeout-ms', values['timeout-ms']),
    },
    only: values.only,
    isJson: values.json,
    strictness: {
      isStrict: values.strict,
      allowedUnsupported: new Set(values['allow-unsupported'].filter(isFeature)),
    },
  };
}

function parseUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new Error(`--url must be an http or https address, not "${text}".`);
  return url;
}

function parseHeader(text: string): Field {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([^\r\n]*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new Error(`A header is written "Name: value", not "${text}".`);
  return [name, value];
}

function parseNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${option} must be a whole number, not "${text}".`);
  return Number(text);
}
