import { claim, claimSuccess, readLimits, show } from '../suite/claims.ts';
import type { Chapter } from '../suite/conformance-test.ts';
import type { Created, Trial } from '../suite/trial.ts';
import { NotOffered } from '../suite/verdicts.ts';
import type { Answer } from '../wire/answer-reader.ts';
import { readOffset } from '../wire/structured-fields.ts';

function createPartially(trial: Trial): Promise<Created> {
  const changes = { 'Upload-Length': String(trial.body.length) };
  return trial.create({ complete: '?0', content: trial.parts(1), changes });
}

/** The interim response that announces the upload; the first 104, since those that tell progress come later. */
function announcementOf({ interim }: Created): Answer {
  const announcement = interim.find(({ status }) => status === 104);
  if (announcement === undefined) throw new NotOffered('interim-responses', 'no 104 was sent');
  return announcement;
}

/** Whether limits exist, as far as they are told anywhere. */
function claimLimits(trial: Trial, answer: Answer): void {
  if (trial.subject.limits.size === 0) throw new NotOffered('limits', 'no limits are announced');
  claim(readLimits(answer) !== undefined, `limits exist, but not in ${show(answer)}`);
}

export const uploadCreation: Chapter = {
  section: '4.2.2',
  title: 'Upload Creation',
  tests: [
    {
      name: 'announces the upload by 104',
      level: 'SHOULD',
      says: 'the server SHOULD announce the upload resource by sending an interim response with the 104 (Upload Resumption Supported) status code',
      run: async (trial) => {
        for (const complete of ['?0', '?1']) {
          const content = complete === '?1' ? trial.subject.makeBody() : trial.parts(1);
          const { answer, interim } = await trial.create({ complete, content });
          claim(
            interim.some(({ status }) => status === 104),
            `no 104 for Upload-Complete: ${complete}, only ${show(answer)}`,
          );
        }
      },
    },
    {
      name: '104 has Location',
      level: 'MUST',
      says: 'When sent, it MUST include Location header field pointing to the upload resource',
      run: async (trial) => {
        const created = await createPartially(trial);
        const { offset } = await trial.uploadAt(announcementOf(created)).state();
        claim(offset === trial.sizes.part, `the upload of the 104 has ${offset} bytes`);
      },
    },
    {
      name: '104 has Upload-Limit',
      level: 'MUST',
      says: 'and MUST include the Upload-Limit header field with the corresponding limits if existing',
      run: async (trial) => claimLimits(trial, announcementOf(await createPartially(trial))),
    },
    {
      name: 'the answer to a part has Location',
      level: 'MUST',
      says: 'the server MUST include the Location response header field pointing to the upload resource',
      run: async (trial) => {
        const { answer } = await createPartially(trial);
        claimSuccess(answer, 'a creation with Upload-Complete: ?0');
        const { offset, isComplete } = await trial.uploadAt(answer).state();
        claim(offset === trial.sizes.part && !isComplete, `the upload has ${offset} bytes`);
      },
    },
    {
      name: 'the answer to a part has Upload-Limit',
      level: 'MUST',
      says: 'and MUST include the Upload-Limit header field with the corresponding limits if existing',
      run: async (trial) => claimLimits(trial, (await createPartially(trial)).answer),
    },
    {
      name: 'the answer to a part is 201',
      level: 'RECOMMENDED',
      says: 'Servers are RECOMMENDED to use the 201 (Created) status code',
      run: async (trial) => {
        const { answer } = await createPartially(trial);
        claim(answer.status === 201, `answered ${show(answer)}`);
      },
    },
    {
      name: 'takes an empty part',
      level: 'states',
      says: 'The request content can be empty … An Upload-Complete header field set to false is also valid (4.2.1)',
      run: async (trial) => {
        if ((trial.subject.limits.get('min-append-size') ?? 0) > 0)
          throw new NotOffered('empty-creation', 'min-append-size forbids it');
        const changes = { 'Upload-Length': String(trial.body.length) };
        const { answer } = await trial.create({ complete: '?0', content: Buffer.alloc(0), changes });
        claimSuccess(answer, 'a creation without content');
        const upload = trial.uploadAt(answer);
        const { offset } = await upload.state();
        claim(offset === 0, `the offset of an empty upload is ${offset}`);
        claimSuccess(await upload.finish(0), 'sending the whole representation by one append');
      },
    },
    {
      name: 'takes a whole representation',
      level: 'states',
      says: 'If the request content was fully processed, no resumable upload is needed and the server proceeds to process the request and generate a response',
      run: async (trial) => {
        const { answer } = await trial.create({ complete: '?1', content: trial.body });
        claimSuccess(answer, 'a creation with the whole representation (Upload-Complete: ?1)');
      },
    },
    {
      name: 'records Upload-Length',
      level: 'MUST',
      says: 'The server MUST record the length … if the Upload-Length or Upload-Complete: ?1 header fields are included in the request',
      run: async (trial) => {
        const { answer } = await (await trial.begin()).state();
        const recorded = readOffset(answer.fields.get('upload-length'));
        claim(recorded === trial.body.length, `told ${trial.body.length}: ${show(answer)}`);
      },
    },
    {
      name: 'records the length of a whole representation',
      level: 'MUST',
      says: 'The server MUST record the length … if the Upload-Length or Upload-Complete: ?1 header fields are included in the request',
      run: async (trial) => {
        const exchange = trial.openCreation({
          complete: '?1',
          changes: { 'Content-Length': String(trial.body.length) },
        });
        const waited = await exchange.untilInterim(({ status }) => status === 104);
        if (waited.kind !== 'answered') throw new NotOffered('interim-responses', 'no 104 was sent');
        exchange.write(trial.parts(1));
        exchange.end();
        await exchange.untilClosed();
        const { answer } = await trial.uploadAt(waited.answer).state();
        const recorded = readOffset(answer.fields.get('upload-length'));
        claim(recorded === trial.body.length, `told by Content-Length ${trial.body.length}: ${show(answer)}`);
      },
    },
    {
      name: 'all Locations are identical',
      level: 'MUST',
      says: 'all interim and final response messages for the same request MUST contain an identical Location value',
      run: async (trial) => {
        const created = await createPartially(trial);
        announcementOf(created);
        const locations = [...created.interim, created.answer].flatMap(
          ({ fields }) => fields.get('location') ?? [],
        );
        claim(locations.length >= 2, 'not both the 104 and the final answer have a Location');
        claim(new Set(locations).size === 1, `Locations of one creation: ${locations.join(' and ')}`);
      },
    },
    {
      name: 'progress is told truly',
      level: 'states',
      says: 'the Upload-Offset header field set to the current offset to inform the client about the upload progress',
      run: async (trial) => {
        const { interim } = await createPartially(trial);
        const told = interim.flatMap(({ fields }) => readOffset(fields.get('upload-offset')) ?? []);
        if (told.length === 0)
          throw new NotOffered('interim-responses', 'no 104 of the creation told an offset');
        const isRising = told.every((value, index) => value >= (told[index - 1] ?? 0));
        claim(isRising && (told.at(-1) ?? 0) <= trial.sizes.part, `told ${told.join(', ')}`);
      },
    },
  ],
};
