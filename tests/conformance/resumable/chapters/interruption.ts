import { claim, claimSuccess, show } from '../suite/claims.ts';
import type { Chapter } from '../suite/conformance-test.ts';
import type { Trial } from '../suite/trial.ts';
import type { Upload, UploadState } from '../suite/upload.ts';
import { NotOffered } from '../suite/verdicts.ts';
import { chunk, type Exchange } from '../wire/exchange.ts';
import { sha256Field } from './digest-field.ts';

/** How a client vanishes: orderly, so that all it sent arrives, or at once. */
type Ending = 'end' | 'cut';

/** Where a transfer of so many bytes is broken off: at the edges, between, and beside the powers of two. */
function breakingPoints(sizeBytes: number): readonly number[] {
  const points = [0, 1, 2, 511, 512, 1023, 1025, 4096, 8191, sizeBytes >> 1, sizeBytes - 2, sizeBytes - 1];
  return [...new Set(points)].filter((point) => point >= 0 && point < sizeBytes);
}

async function breakOff(exchange: Exchange, content: Uint8Array, ending: Ending): Promise<void> {
  exchange.write(content);
  exchange[ending]();
  if (ending === 'end') await exchange.untilClosed();
}

/** Starts to send a whole representation, and stops after so many bytes. */
async function createAndBreakOff(trial: Trial, sentBytes: number, ending: Ending): Promise<Upload> {
  const exchange = trial.openCreation({
    complete: '?1',
    changes: { 'Content-Length': String(trial.body.length), 'Repr-Digest': sha256Field(trial.body) },
  });
  const waited = await exchange.untilInterim(({ status }) => status === 104);
  if (waited.kind !== 'answered')
    throw new NotOffered('interim-responses', 'without a 104 an interrupted creation cannot be resumed');
  await breakOff(exchange, trial.body.subarray(0, sentBytes), ending);
  return trial.uploadAt(waited.answer);
}

function claimBrokenOff({ answer, offset, isComplete }: UploadState, atMost: number): void {
  claim(!isComplete, `complete after ${atMost} bytes were sent: ${show(answer)}`);
  claim(offset <= atMost, `${atMost} bytes were sent, the offset is ${offset}`);
}

export const interruption: Chapter = {
  section: '4.2.2, 4.4.2',
  title: 'Interruption',
  tests: [
    {
      name: 'an interrupted creation is not complete, and resumed',
      level: 'MUST NOT',
      says: 'The server might not process the entire request content when the upload is interrupted … the upload resource MUST NOT be considered complete then',
      run: async (trial) => {
        for (const [index, point] of breakingPoints(trial.body.length).entries()) {
          // Bytes of its own for each, or a server that knows these already need not take them.
          trial.renewBody();
          const upload = await createAndBreakOff(trial, point, index % 2 === 0 ? 'cut' : 'end');
          const state = await upload.state();
          claimBrokenOff(state, point);
          claimSuccess(await upload.finish(state.offset), `resuming at ${state.offset} after ${point} bytes`);
        }
      },
    },
    {
      name: 'what an interrupted creation sent is kept',
      level: 'SHOULD',
      says: 'the server SHOULD append as much of the request content as possible to the upload resource',
      run: async (trial) => {
        const sentBytes = trial.sizes.part * 2;
        const upload = await createAndBreakOff(trial, sentBytes, 'end');
        const { offset } = await upload.state();
        claim(offset > 0, `${sentBytes} bytes arrived, none was kept`);
      },
    },
    {
      name: 'an interrupted append is not complete, and resumed',
      level: 'MUST NOT',
      says: 'The server might not process the entire patch document when the upload is interrupted … the upload resource MUST NOT be considered complete then',
      run: async (trial) => {
        const { part } = trial.sizes;
        const rest = trial.body.length - part;
        for (const [index, point] of breakingPoints(rest).entries()) {
          trial.renewBody();
          const upload = await trial.begin({ 'Repr-Digest': sha256Field(trial.body) });
          const exchange = upload.openAppend({
            offset: part,
            complete: '?1',
            changes: { 'Content-Length': String(rest) },
          });
          await breakOff(exchange, trial.body.subarray(part, part + point), index % 2 === 0 ? 'end' : 'cut');
          const state = await upload.state();
          claimBrokenOff(state, part + point);
          claim(state.offset >= part, `the offset fell to ${state.offset}`);
          claimSuccess(
            await upload.finish(state.offset),
            `resuming at ${state.offset}, cut after ${point} bytes`,
          );
        }
      },
    },
    {
      name: 'an append cut between chunks is not complete',
      level: 'MUST NOT',
      says: 'In addition, the upload resource MUST NOT be considered complete then',
      run: async (trial) => {
        const { part } = trial.sizes;
        const upload = await trial.beginWithoutLength();
        const exchange = upload.openAppend({
          offset: part,
          complete: '?1',
          changes: { 'Transfer-Encoding': 'chunked' },
        });
        await breakOff(exchange, chunk(trial.parts(2).subarray(part)), 'end');
        claimBrokenOff(await upload.state(), part * 2);
      },
    },
    {
      name: 'what an interrupted append sent is kept',
      level: 'SHOULD',
      says: 'the server SHOULD append as much of the patch document as possible to the upload resource, starting at its beginning and without discontinuities',
      run: async (trial) => {
        const { part } = trial.sizes;
        const upload = await trial.begin();
        const exchange = upload.openAppend({
          offset: part,
          complete: '?1',
          changes: { 'Content-Length': String(trial.body.length - part) },
        });
        await breakOff(exchange, trial.parts(2).subarray(part), 'end');
        const { offset } = await upload.state();
        claim(offset > part, `${part} bytes arrived, none was kept`);
      },
    },
  ],
};
