import { claim, claimSuccess, show } from '../suite/claims.ts';
import type { Chapter } from '../suite/conformance-test.ts';
import { NotOffered } from '../suite/verdicts.ts';
import type { Answer } from '../wire/answer-reader.ts';

const TYPES = 'https://iana.org/assignments/http-problem-types#';

/** The members of a problem of this type. */
function readProblem(answer: Answer, type: string): ReadonlyMap<string, unknown> {
  const contentType = answer.fields.get('content-type') ?? '(none)';
  if (!/^application\/problem\+json\s*(?:;|$)/i.test(contentType))
    throw new NotOffered('problem-types', `refused with ${answer.status} as ${contentType}`);
  let members: unknown;
  try {
    members = JSON.parse(answer.content.toString('utf8'));
  } catch {
    claim(false, `application/problem+json that is no JSON: ${show(answer)}`);
  }
  claim(typeof members === 'object' && members !== null, `no JSON object: ${show(answer)}`);
  const problem = new Map<string, unknown>(Object.entries(members));
  if (problem.get('type') !== TYPES + type)
    throw new NotOffered('problem-types', `a problem of another type than ${type}: ${show(answer)}`);
  const status = problem.get('status');
  claim(
    status === undefined || status === answer.status,
    `the member status is not the status code (RFC 9457, 3.1.2): ${show(answer)}`,
  );
  return problem;
}

export const problemTypes: Chapter = {
  section: '7',
  title: 'Problem Types',
  tests: [
    {
      name: 'mismatching-upload-offset has both offsets',
      level: 'SHOULD',
      says: 'A response using this problem type SHOULD populate both members, with the value of expected-offset taken from the upload resource and the value of provided-offset taken from the upload append request',
      run: async (trial) => {
        const { part } = trial.sizes;
        const upload = await trial.begin();
        const answer = await upload.append({ offset: part + 5, complete: '?0', content: trial.parts(1) });
        const problem = readProblem(answer, 'mismatching-upload-offset');
        claim(
          problem.get('expected-offset') === part && problem.get('provided-offset') === part + 5,
          `expected ${part}, provided ${part + 5}: ${show(answer)}`,
        );
      },
    },
    {
      name: 'mismatching-upload-offset comes with 409',
      level: 'states',
      says: 'Recommended HTTP status code: 409 (14.4); the server MUST reject the request with a 409 (4.4.2)',
      run: async (trial) => {
        const upload = await trial.begin();
        const answer = await upload.append({ offset: 0, complete: '?0', content: trial.parts(1) });
        readProblem(answer, 'mismatching-upload-offset');
        claim(answer.status === 409, `answered ${show(answer)}`);
      },
    },
    {
      name: 'completed-upload comes with 400',
      level: 'RECOMMENDED',
      says: 'the upload has already been completed and cannot be modified … Recommended HTTP status code: 400 (7.2, 14.4)',
      run: async (trial) => {
        const upload = await trial.begin();
        claimSuccess(await upload.finish(trial.sizes.part), 'completing an upload');
        const answer = await upload.append({
          offset: trial.body.length,
          complete: '?1',
          content: Buffer.alloc(0),
        });
        readProblem(answer, 'completed-upload');
        // 410 is what 4.4.2 itself names for an upload that is known and not available.
        claim([400, 410].includes(answer.status), `answered ${show(answer)}`);
      },
    },
    {
      name: 'inconsistent-upload-length of a creation comes with 400',
      level: 'RECOMMENDED',
      says: 'the request includes inconsistent upload length values … Recommended HTTP status code: 400 (7.3, 14.4)',
      run: async (trial) => {
        const { answer } = await trial.create({
          complete: '?1',
          content: trial.body,
          changes: { 'Upload-Length': String(trial.body.length + 1) },
        });
        readProblem(answer, 'inconsistent-upload-length');
        claim(answer.status === 400, `answered ${show(answer)}`);
      },
    },
    {
      name: 'inconsistent-upload-length of an append comes with 400',
      level: 'RECOMMENDED',
      says: 'the request includes inconsistent upload length values … Recommended HTTP status code: 400 (7.3, 14.4)',
      run: async (trial) => {
        const { part } = trial.sizes;
        const upload = await trial.begin();
        const content = trial.parts(2).subarray(part);
        const answer = await upload.append({ offset: part, complete: '?1', content });
        readProblem(answer, 'inconsistent-upload-length');
        claim(answer.status === 400, `answered ${show(answer)}`);
      },
    },
    {
      name: 'content for a completed upload is an inconsistent length',
      level: 'MUST',
      says: 'If the client attempted to append a non-zero length document, the server MUST treat this as an inconsistent length failure (4.4.2)',
      run: async (trial) => {
        const upload = await trial.begin();
        claimSuccess(await upload.finish(trial.sizes.part), 'completing an upload');
        const content = trial.parts(1);
        const answer = await upload.append({ offset: trial.body.length, complete: '?0', content });
        const isOther = answer.content.includes(`${TYPES}completed-upload`);
        claim(!isOther, `a problem of another type: ${show(answer)}`);
        readProblem(answer, 'inconsistent-upload-length');
      },
    },
  ],
};
