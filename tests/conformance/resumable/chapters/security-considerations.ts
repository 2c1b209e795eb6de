import { claim, isRefusal, show } from '../suite/claims.ts';
import type { Chapter } from '../suite/conformance-test.ts';
import type { Trial } from '../suite/trial.ts';
import { NotOffered } from '../suite/verdicts.ts';

/** What proves who a client is, of the fields that every request has. */
const CREDENTIALS = /^(?:authorization|cookie|.*(?:token|api-?key|session).*)$/i;

/** So many characters that nobody could tell beforehand: 64 bits, if they are drawn from 64 at random. */
const LEAST_GUESSWORK = 11;

function withoutCredentials(trial: Trial): Record<string, undefined> {
  const names = trial.subject.options.fields.map(([name]) => name).filter((name) => CREDENTIALS.test(name));
  if (names.length === 0) throw new NotOffered('authorization', 'no --header has credentials');
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

/** How many characters at the same place differ between two addresses. */
function countDifferences(one: string, other: string): number {
  const length = Math.max(one.length, other.length);
  return Array.from({ length }, (_, at) => one[at] !== other[at]).filter(Boolean).length;
}

export const securityConsiderations: Chapter = {
  section: '13',
  title: 'Security Considerations',
  tests: [
    {
      name: 'only authorized clients retrieve, append and cancel',
      level: 'SHOULD',
      says: 'the server SHOULD ensure that only authorized clients can access the upload resource',
      run: async (trial) => {
        const anonymous = withoutCredentials(trial);
        const { part } = trial.sizes;
        const upload = await trial.begin();
        const head = await upload.head(anonymous);
        claim(isRefusal(head), `HEAD without credentials was answered ${show(head)}`);
        const content = trial.parts(2).subarray(part);
        const append = await upload.append({ offset: part, complete: '?0', content, changes: anonymous });
        claim(isRefusal(append), `an append without credentials was answered ${show(append)}`);
        const cancel = await trial.send({ method: 'DELETE', url: upload.url, changes: anonymous });
        claim(isRefusal(cancel), `DELETE without credentials was answered ${show(cancel)}`);
        const { offset } = await upload.state();
        claim(offset === part, `the offset moved to ${offset} by requests without credentials`);
      },
    },
    {
      name: 'only authorized clients create',
      level: 'SHOULD',
      says: 'the server SHOULD ensure that only authorized clients can access the upload resource',
      run: async (trial) => {
        const changes = withoutCredentials(trial);
        const { answer, interim } = await trial.create({ complete: '?0', content: trial.parts(1), changes });
        claim(
          isRefusal(answer) && interim.length === 0,
          `a creation without credentials was answered ${[...interim, answer].map(show).join('; ')}`,
        );
      },
    },
    {
      name: 'upload resource URIs are hard to guess',
      level: 'RECOMMENDED',
      says: 'it is RECOMMENDED to generate upload resource URIs in such a way that makes it hard to be guessed by unauthorized clients',
      run: async (trial) => {
        const one = (await trial.begin()).url.href;
        const other = (await trial.begin()).url.href;
        const differences = countDifferences(one, other);
        claim(
          differences >= LEAST_GUESSWORK,
          `only ${differences} characters differ between two uploads: ${one} and ${other}`,
        );
      },
    },
    {
      name: 'a URI that was not given out leads nowhere',
      level: 'states',
      says: 'Without further protection of this URI, an attacker may obtain information about an upload, append data to it, or cancel it',
      run: async (trial) => {
        const upload = await trial.begin();
        const other = new URL(upload.url);
        other.pathname = other.pathname.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
        const head = await trial.send({ method: 'HEAD', url: other });
        claim(isRefusal(head), `HEAD of ${other.pathname} was answered ${show(head)}`);
      },
    },
  ],
};
