import { createSeededRandom } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { BackupError, type RemoteAssetId, type UploadId, type UploadOutcome } from '../index.ts';
import {
  startTransfer,
  transitionTransfer,
  type TransferEvent,
  type TransferPlan,
  type TransferState,
} from './transfer-machine.ts';

const PLAN: TransferPlan = { sizeBytes: 25, chunkBytes: 10 };
const upload = 'u1' as UploadId;
const outcome: UploadOutcome = { kind: 'created', remoteId: 'r' as RemoteAssetId, checksum: undefined };
const open = (offset: number, id = upload): TransferEvent => ({
  kind: 'answered',
  state: { kind: 'open', upload: id, offset },
});
const unknown: TransferEvent = { kind: 'answered', state: { kind: 'unknown' } };
const kept: TransferEvent = { kind: 'answered', state: { kind: 'kept', outcome } };
const failed = (code: BackupError['code']): TransferEvent => ({
  kind: 'failed',
  error: new BackupError(code, ''),
});

/** Runs through events, and answers what was to be done, in words. */
function play(noted: UploadId | undefined, events: readonly TransferEvent[], plan = PLAN) {
  let step = startTransfer(noted);
  const done: string[] = [];
  const write = (): void => {
    for (const effect of step.effects) {
      done.push(
        effect.kind === 'append'
          ? `append ${effect.offset}+${effect.sizeBytes}${effect.isLast ? ' last' : ''}`
          : effect.kind === 'note'
            ? `note ${effect.offset}`
            : effect.kind,
      );
    }
  };
  write();
  for (const event of events) {
    step = transitionTransfer(step.state, event, plan);
    write();
  }
  return { done, state: step.state };
}

describe('a resumable transfer', () => {
  it('[U4] is announced, noted before a byte goes, and sent in chunks to its end', () => {
    const { done, state } = play(undefined, [open(0), open(10), open(20), kept]);
    expect(done).toEqual([
      'announce',
      'note 0',
      'append 0+10',
      'note 10',
      'append 10+10',
      'note 20',
      'append 20+5 last',
      'forget',
    ]);
    expect(state).toEqual({ kind: 'kept', outcome });
  });

  it('[U4] goes on where the server says that it is, ahead of the note or in the middle of a chunk', () => {
    expect(play(upload, [open(13), open(23), kept]).done).toEqual([
      'look',
      'note 13',
      'append 13+10',
      'note 23',
      'append 23+2 last',
      'forget',
    ]);
    expect(play(upload, [kept]).done).toEqual(['look', 'forget']);
    expect(play(upload, [open(25)]).done).toEqual(['look', 'note 25', 'append 25+0 last']);
  });

  it('[U4] begins anew when the server does not know it any more', () => {
    expect(play(upload, [unknown, open(0)]).done).toEqual([
      'look',
      'forget',
      'announce',
      'note 0',
      'append 0+10',
    ]);
  });

  it('[D3] sends nothing that the server has already', () => {
    expect(play(undefined, [kept])).toEqual({ done: ['announce'], state: { kind: 'kept', outcome } });
  });

  it('[U4][E1] keeps its note when it breaks off, but for what can never come to its end', () => {
    for (const code of [
      'network',
      'timeout',
      'server-error',
      'unauthorized',
      'quota-exceeded',
      'file-unreadable',
    ] as const) {
      expect(play(upload, [open(10), failed(code)]).done.at(-1)).toBe('append 10+10');
    }
    for (const code of ['checksum-mismatch', 'rejected', 'unsupported-type'] as const) {
      expect(play(upload, [open(10), failed(code)]).done.at(-1)).toBe('forget');
    }
  });

  it('[U6] ends with an error on a server that takes nothing, goes back, forgets, or keeps too much', () => {
    const broken: readonly (readonly TransferEvent[])[] = [
      Array.from({ length: 9 }, () => open(0)),
      Array.from({ length: 9 }, (_, index) => open(20 - index)),
      Array.from({ length: 9 }, () => unknown),
      [open(26)],
    ];
    for (const events of broken) {
      const { state } = play(upload, events);
      expect(state).toMatchObject({ kind: 'broken-off', error: { code: 'bad-answer' } });
    }
  });

  it.each(Array.from({ length: 200 }, (_, seed) => seed))(
    '[U4][U6] comes to an end and never sends past the file, whatever the server answers (seed %i)',
    (seed) => {
      const random = createSeededRandom(seed);
      const plan = { sizeBytes: random.below(60), chunkBytes: 1 + random.below(12) };
      let step = startTransfer(random.below(2) === 0 ? upload : undefined);
      let state: TransferState = step.state;
      for (let steps = 0; state.kind !== 'kept' && state.kind !== 'broken-off'; steps += 1) {
        expect(steps).toBeLessThan(100);
        for (const effect of step.effects) {
          if (effect.kind !== 'append') continue;
          expect(effect.sizeBytes).toBeLessThanOrEqual(plan.chunkBytes);
          expect(effect.offset + effect.sizeBytes).toBeLessThanOrEqual(plan.sizeBytes);
          expect(effect.isLast).toBe(effect.offset + effect.sizeBytes === plan.sizeBytes);
        }
        const events = [open(random.below(70)), open(0), unknown, kept, failed('network')];
        const event = events[random.below(random.below(4) === 0 ? 5 : 3)]!;
        step = transitionTransfer(state, event, plan);
        ({ state } = step);
      }
    },
  );
});
