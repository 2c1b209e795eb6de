import { createSeededRandom } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { BackupError } from '../index.ts';
import { startRun, transitionRun, type RunEvent, type RunGoal, type RunStep } from './run-machine.ts';

const done: RunEvent = { kind: 'done' };

function play(
  goal: RunGoal,
  events: readonly RunEvent[],
): { readonly done: string[]; readonly step: RunStep } {
  let step = startRun();
  const effects = [...step.effects];
  for (const event of events) {
    step = transitionRun(goal, step.state, event);
    effects.push(...step.effects);
  }
  return { done: effects.map(({ kind }) => kind), step };
}

describe('a run', () => {
  it('[B1] takes its nine steps in order', () => {
    const { done: effects, step } = play('backup', [
      done,
      done,
      done,
      done,
      done,
      done,
      { kind: 'pass-ended' },
      { kind: 'all-settled' },
      done,
      done,
      done,
    ]);
    expect(effects).toEqual([
      'acquire-lock',
      'prepare-notifier',
      'read-state',
      'connect',
      'observe-library',
      'compare',
      'upload',
      'upload',
      'sync-albums',
      'stamp',
      'release-lock',
    ]);
    expect(step.state).toEqual({ kind: 'ended', outcome: { kind: 'completed' } });
  });

  it('[B1] that only looks needs no server, and one that proves reads no library', () => {
    expect(play('scan', [done, done, done, done, done]).done).toEqual([
      'acquire-lock',
      'prepare-notifier',
      'read-state',
      'observe-library',
      'release-lock',
    ]);
    expect(play('prove', [done, done, done, done, done, done]).done).toEqual([
      'acquire-lock',
      'prepare-notifier',
      'read-state',
      'connect',
      'prove',
      'release-lock',
    ]);
  });

  it('[B1] releases what it acquired whichever step fails, and nothing that it did not', () => {
    const error = new BackupError('server-error', 'why');
    for (let steps = 0; steps < 9; steps += 1) {
      const events = [...Array.from({ length: steps }, () => done), { kind: 'failed', error } as const];
      const { done: effects, step } = play('backup', events);
      if (steps === 0) expect(step.state.kind).toBe('ended');
      else expect(effects.at(-1)).toBe('release-lock');
      expect(step.state).toMatchObject({ outcome: { kind: 'stopped', code: 'server-error' } });
    }
  });

  it('[B2] that gets no lock does nothing at all', () => {
    const { done: effects, step } = play('backup', [{ kind: 'lock-refused' }]);
    expect(effects).toEqual(['acquire-lock']);
    expect(step.state).toEqual({ kind: 'ended', outcome: { kind: 'already-running' } });
  });

  it('[E1] that found the server full puts what arrived into albums, and ends for that reason whatever happens then', () => {
    const full = new BackupError('quota-exceeded', 'full');
    const other = new BackupError('network', 'gone');
    const toUpload = Array.from({ length: 6 }, () => done);
    for (const then of [done, { kind: 'failed', error: other } as const]) {
      const { done: effects, step } = play('backup', [...toUpload, { kind: 'failed', error: full }, then]);
      expect(effects.slice(-3)).toEqual(['upload', 'sync-albums', 'release-lock']);
      expect(step.state).toMatchObject({ outcome: { kind: 'stopped', code: 'quota-exceeded' } });
    }
  });

  it('[N3] that waits for Wi-Fi puts what arrived into albums first, and goes on when it is there', () => {
    const { done: effects } = play('backup', [
      ...Array.from({ length: 6 }, () => done),
      {
        kind: 'must-wait',
        for: { kind: 'conditions', hold: 'wi-fi', before: { image: 'wi-fi', video: 'wi-fi' } },
      },
      done,
      { kind: 'waited', dueMs: undefined },
    ]);
    expect(effects.slice(-3)).toEqual(['sync-albums', 'wait', 'upload']);
  });

  it.each(Array.from({ length: 300 }, (_, seed) => seed))(
    '[B1] holds its lock from acquiring to releasing, once each, whatever happens (seed %i)',
    (seed) => {
      const random = createSeededRandom(seed);
      const goal = (['backup', 'scan', 'prove'] as const)[random.below(3)]!;
      const events: readonly RunEvent[] = [
        done,
        done,
        done,
        { kind: 'pass-ended' },
        { kind: 'all-settled' },
        { kind: 'must-wait', for: { kind: 'network' } },
        { kind: 'waited', dueMs: 1 },
        { kind: 'held-back', by: 'power' },
        { kind: 'failed', error: new BackupError('timeout', '') },
        { kind: 'cancelled', why: 'yielding' },
      ];
      let step = startRun();
      let isHeld = false;
      let released = 0;
      for (let steps = 0; step.state.kind !== 'ended' && steps < 1_000; steps += 1) {
        expect(step.effects).toHaveLength(1);
        const effect = step.effects[0]!.kind;
        const event = random.below(3) === 0 ? events[random.below(events.length)]! : done;
        if (effect === 'acquire-lock') isHeld = event.kind === 'done';
        else expect(isHeld).toBe(true);
        if (effect === 'release-lock') {
          isHeld = false;
          released += 1;
        }
        step = transitionRun(
          goal,
          step.state,
          effect === 'acquire-lock' && !isHeld ? { kind: 'lock-refused' } : event,
        );
      }
      expect(isHeld).toBe(false);
      expect(released).toBeLessThanOrEqual(1);
    },
  );
});
