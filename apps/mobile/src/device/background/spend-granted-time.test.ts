import type { BackupSnapshot } from '@keepsake/engine';
import { expect, it } from 'vitest';
import { phoneClock } from '../system/phone-clock.ts';
import { GrantedTime } from './granted-time.ts';
import { spendGrantedTime } from './spend-granted-time.ts';

it.each([
  ['another piece of a film', 2, 3, true],
  ['nothing', 2, 2, false],
])('[B4] was well spent where the server took %s', async (_what, before, after, isFurther) => {
  let takenCount = before;
  const snapshot = { activity: { kind: 'idle' }, progress: undefined } as unknown as BackupSnapshot;
  const time = new GrantedTime(60_000, phoneClock, new AbortController().signal);
  const spent = await spendGrantedTime(time, {
    acting: {
      controller: { snapshot: () => snapshot, subscribe: () => () => undefined },
      endBackground: () => undefined,
      runInBackground: async () => {
        takenCount = after;
        return { kind: 'out-of-time' };
      },
    },
    showProgress: () => undefined,
    takenCount: () => takenCount,
    clock: phoneClock,
  });
  time.forget();
  expect(spent).toEqual({ outcome: { kind: 'out-of-time' }, isFurther });
});
