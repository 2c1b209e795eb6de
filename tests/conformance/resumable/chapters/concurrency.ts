import { claim, claimSuccess, isRefusal, isSuccess, show } from '../suite/claims.ts';
import type { Chapter } from '../suite/conformance-test.ts';
import type { Trial } from '../suite/trial.ts';
import type { Upload } from '../suite/upload.ts';
import { NotOffered } from '../suite/verdicts.ts';
import type { Exchange } from '../wire/exchange.ts';
import { sha256Field } from './digest-field.ts';

/** An append that sent a part and then nothing more, as one whose client is gone without a word. */
function stall(trial: Trial, upload: Upload): Exchange {
  const { part } = trial.sizes;
  const exchange = upload.openAppend({
    offset: part,
    complete: '?1',
    changes: { 'Content-Length': String(trial.body.length - part) },
  });
  exchange.write(trial.parts(2).subarray(part));
  return exchange;
}

export const concurrency: Chapter = {
  section: '4.6',
  title: 'Concurrency',
  tests: [
    {
      name: 'parallel appends do not corrupt',
      level: 'MUST',
      says: 'the server MUST take measures to prevent race conditions, data loss and corruption from concurrent requests to append representation data',
      run: async (trial) => {
        const { part } = trial.sizes;
        const upload = await trial.begin({ 'Repr-Digest': sha256Field(trial.body) });
        const content = trial.parts(2).subarray(part);
        const racers = Array.from({ length: 8 }, () =>
          upload.openAppend({ offset: part, complete: '?0', content }),
        );
        const waited = await Promise.all(racers.map((racer) => racer.untilFinal()));
        const taken = waited.filter((one) => one.kind === 'answered' && isSuccess(one.answer)).length;
        claim(taken <= 1, `${taken} appends at one offset were acknowledged`);
        const { offset } = await upload.state();
        claim(
          offset >= part + (taken === 1 ? part : 0) && offset <= 2 * part,
          `the offset is ${offset} after ${taken} acknowledged appends of ${part} bytes at ${part}`,
        );
        claimSuccess(await upload.finish(offset), 'completing after parallel appends');
      },
    },
    {
      name: 'cancellation during an append leaves nothing',
      level: 'MUST',
      says: 'to prevent race conditions, data loss and corruption from concurrent requests to append representation data and/or cancellation',
      run: async (trial) => {
        const { part } = trial.sizes;
        for (let round = 0; round < 4; round += 1) {
          const upload = await trial.begin();
          const content = trial.parts(2).subarray(part);
          const append = upload.openAppend({ offset: part, complete: '?0', content });
          claimSuccess(await upload.cancel(), 'DELETE beside an append');
          await append.untilFinal();
          const head = await upload.head();
          claim(isRefusal(head), `there again after DELETE: ${show(head)}`);
        }
      },
    },
    {
      name: 'an offset that was told is accepted',
      level: 'MUST NOT',
      says: 'the server MUST NOT send outdated information in responses when retrieving the offset … the offset sent by the server MUST be accepted in a subsequent request to append',
      run: async (trial) => {
        const upload = await trial.begin({ 'Repr-Digest': sha256Field(trial.body) });
        const stalled = stall(trial, upload);
        const { offset } = await upload.state();
        // What the earlier request still sends arrives too late.
        stalled.write(trial.body.subarray(2 * trial.sizes.part));
        claimSuccess(
          await upload.finish(offset),
          `appending at ${offset}, which HEAD told while an append was in flight`,
        );
      },
    },
    {
      name: 'offset retrieval ends a stalled append',
      level: 'SHOULD',
      says: 'the server SHOULD prevent race conditions, data loss, and corruption by terminating the previous request before processing the new request',
      run: async (trial) => {
        const upload = await trial.begin();
        const stalled = stall(trial, upload);
        await upload.state();
        claim(await stalled.untilClosed(), 'HEAD was answered, the append in flight was left open');
      },
    },
    {
      name: 'a new append ends a stalled append',
      level: 'SHOULD',
      says: 'If a server receives a new request to … append representation data … while a previous request … is still ongoing, the server SHOULD … terminat[e] the previous request',
      run: async (trial) => {
        const upload = await trial.begin();
        const stalled = stall(trial, upload);
        // The offset is a guess: what matters is that the new request does not wait for the old one.
        await upload.finish(trial.sizes.part);
        claim(await stalled.untilClosed(), 'a new append was answered, the one in flight was left open');
      },
    },
    {
      name: 'offset retrieval ends a stalled creation',
      level: 'SHOULD',
      says: 'while a previous request for creating the upload … is still ongoing, the server SHOULD … terminat[e] the previous request before processing the new request',
      run: async (trial) => {
        const stalled = trial.openCreation({
          complete: '?1',
          changes: { 'Content-Length': String(trial.body.length) },
        });
        const waited = await stalled.untilInterim(({ status }) => status === 104);
        if (waited.kind !== 'answered') throw new NotOffered('interim-responses', 'no 104 was sent');
        stalled.write(trial.parts(1));
        const { isComplete } = await trial.uploadAt(waited.answer).state();
        claim(!isComplete, 'complete while its content is still being sent');
        claim(await stalled.untilClosed(), 'HEAD was answered, the creation in flight was left open');
      },
    },
  ],
};
