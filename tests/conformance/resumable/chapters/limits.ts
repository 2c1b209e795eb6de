import { claim, KNOWN_LIMITS, readLimits, show } from '../suite/claims.ts';
import type { Chapter } from '../suite/conformance-test.ts';
import type { Trial } from '../suite/trial.ts';
import { NotOffered } from '../suite/verdicts.ts';
import type { Answer } from '../wire/answer-reader.ts';
import { readDictionary } from '../wire/structured-fields.ts';

/** `max-age` is told in whole seconds, and rounding differs. */
const ROUNDING_S = 2;

/** A server that refuses by the length alone needs no longer, in milliseconds. */
const EARLY_MS = 2000;

/** Answers about one upload that tell limits: of its creation, an append and HEAD. */
async function readTold(trial: Trial): Promise<readonly Answer[]> {
  const { part } = trial.sizes;
  const { answer, interim } = await trial.create({
    complete: '?0',
    content: trial.parts(1),
    changes: { 'Upload-Length': String(trial.body.length) },
  });
  const upload = trial.uploadAt(answer);
  const content = trial.parts(2).subarray(part);
  const append = await upload.append({ offset: part, complete: '?0', content });
  const told = [...interim, answer, append, await upload.head()];
  return told.filter(({ fields }) => fields.has('upload-limit'));
}

/** Limits of an upload as they were told in the course of it. */
async function readOfUpload(
  trial: Trial,
): Promise<readonly (readonly [Answer, ReadonlyMap<string, number>])[]> {
  const limits = (await readTold(trial)).flatMap((answer) => {
    const read = readLimits(answer);
    return read === undefined ? [] : [[answer, read] as const];
  });
  if (limits.length === 0) throw new NotOffered('limits', 'no answer about an upload had Upload-Limit');
  return limits;
}

function acceptedPatches(answer: Answer): readonly string[] {
  const value = answer.fields.get('accept-patch') ?? '';
  return value.split(',').map((type) => type.split(';', 1)[0]?.trim().toLowerCase() ?? '');
}

export const limits: Chapter = {
  section: '4.1.4',
  title: 'Limits',
  tests: [
    {
      name: 'Upload-Limit is a Dictionary of Integers',
      level: 'states',
      says: 'Upload-Limit is a Dictionary Structured Header Field … max-size, min-size, max-append-size, min-append-size, max-age … The value is an Integer',
      run: async (trial) => {
        const all = [await trial.options(), ...(await readTold(trial))];
        const told = all.filter(({ fields }) => fields.has('upload-limit'));
        if (told.length === 0) throw new NotOffered('limits', 'no answer had Upload-Limit');
        for (const answer of told) {
          const members = readDictionary(answer.fields.get('upload-limit'));
          claim(members !== undefined, `no Dictionary: ${show(answer)}`);
          for (const [key, item] of members)
            claim(
              !KNOWN_LIMITS.includes(key) || (item.kind === 'integer' && item.value >= 0),
              `${key} is not a count: ${show(answer)}`,
            );
        }
      },
    },
    {
      name: 'ignores Upload-Limit of a request',
      level: 'MUST',
      says: 'Other values MUST cause the entire header field to be ignored … a member with an unknown key MUST be ignored',
      run: async (trial) => {
        for (const value of ['no dictionary at all ===', 'unknown=1, max-size="1"', 'x-y;z=?1'])
          await trial.begin({ 'Upload-Limit': value });
      },
    },
    {
      name: 'maxima do not decrease and minima do not increase',
      level: 'SHOULD NOT',
      says: 'the values for max-size, max-append-size, and max-age … SHOULD NOT decrease … the value for min-append-size SHOULD NOT increase',
      run: async (trial) => {
        const told = await readOfUpload(trial);
        for (const [index, [answer, now]] of told.entries())
          for (const [earlier, before] of told.slice(0, index)) {
            const agedS = (answer.atMs - earlier.atMs) / 1000 + ROUNDING_S;
            const worse = [...before].find(([key, value]) => {
              const current = now.get(key);
              if (current === undefined) return false;
              if (key === 'min-append-size') return current > value;
              if (key === 'max-age') return current + agedS < value;
              return key.startsWith('max-') && current < value;
            });
            claim(worse === undefined, `${worse?.[0] ?? ''}: first ${show(earlier)}, then ${show(answer)}`);
          }
      },
    },
    {
      name: 'OPTIONS has Accept-Patch',
      level: 'MUST',
      says: 'When responding to an OPTIONS request, if the resource … supports the creation of a resumable upload resource, the server MUST include the Accept-Patch header field',
      run: async (trial) => {
        const answer = await trial.options();
        claim(answer.fields.has('accept-patch'), `OPTIONS was answered ${show(answer)} without Accept-Patch`);
      },
    },
    {
      name: 'Accept-Patch has the full media type',
      level: 'MUST',
      says: 'The value of the Accept-Patch header field MUST include the full application/partial-upload media type, even if it already contains */* or application/*',
      run: async (trial) => {
        const answer = await trial.options();
        const value = answer.fields.get('accept-patch') ?? '(none)';
        claim(acceptedPatches(answer).includes('application/partial-upload'), `Accept-Patch: ${value}`);
      },
    },
    {
      name: 'OPTIONS has Upload-Limit',
      level: 'SHOULD',
      says: 'The Upload-Limit header field SHOULD be included in the response to an OPTIONS request if limits apply',
      run: async (trial) => {
        await readOfUpload(trial);
        const answer = await trial.options();
        claim(answer.fields.has('upload-limit'), `uploads have limits, OPTIONS tells none: ${show(answer)}`);
      },
    },
    {
      name: 'limits of OPTIONS hold for uploads',
      level: 'SHOULD NOT',
      says: 'the limits announced in an OPTIONS response SHOULD NOT be less restrictive than the limits applied to an upload once the upload resource has been created',
      run: async (trial) => {
        const announced = readLimits(await trial.options());
        if (announced === undefined) throw new NotOffered('limits', 'OPTIONS has no Upload-Limit');
        for (const [answer, applied] of await readOfUpload(trial)) {
          const tighter = [...applied].find(([key, value]) => {
            const promised = announced.get(key);
            if (key === 'max-age') return promised !== undefined && value + ROUNDING_S < promised;
            if (key.startsWith('max-')) return promised === undefined || value < promised;
            return key.startsWith('min-') && value > (promised ?? 0);
          });
          claim(
            tighter === undefined,
            `OPTIONS announced less than ${tighter?.join('=') ?? ''}: ${show(answer)}`,
          );
        }
      },
    },
    {
      name: '413 has Upload-Limit',
      level: 'MUST',
      says: 'A server responding with a 413 Content Too Large status code as a result of its upload limits MUST include the Upload-Limit header in this response',
      run: async (trial) => {
        const maxSize = trial.subject.limits.get('max-size');
        if (maxSize === undefined) throw new NotOffered('limits', 'no max-size is announced');
        const { answer } = await trial.create({
          complete: '?0',
          content: trial.parts(1),
          changes: { 'Upload-Length': String(maxSize + 1) },
        });
        if (answer.status !== 413)
          throw new NotOffered('early-refusal', `Upload-Length above max-size was answered ${show(answer)}`);
        claim(answer.fields.has('upload-limit'), `413 without Upload-Limit: ${show(answer)}`);
      },
    },
    {
      name: '413 of an append has Upload-Limit',
      level: 'MUST',
      says: 'A server responding with a 413 Content Too Large status code as a result of its upload limits MUST include the Upload-Limit header in this response',
      run: async (trial) => {
        const maxAppend = trial.subject.limits.get('max-append-size');
        if (maxAppend === undefined) throw new NotOffered('limits', 'no max-append-size is announced');
        const upload = await trial.beginWithoutLength();
        const exchange = upload.openAppend({
          offset: trial.sizes.part,
          complete: '?0',
          changes: { 'Content-Length': String(maxAppend + 1) },
        });
        const waited = await exchange.untilFinal(EARLY_MS);
        if (waited.kind !== 'answered' || waited.answer.status !== 413)
          throw new NotOffered(
            'early-refusal',
            'a longer append than max-append-size is not refused by its length',
          );
        claim(waited.answer.fields.has('upload-limit'), `413 without Upload-Limit: ${show(waited.answer)}`);
      },
    },
  ],
};
