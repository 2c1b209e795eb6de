import { describe, expect, it } from 'vitest';
import { VerifyMeter } from './verify-meter.ts';

const MB = 1_000_000;
const total = { count: 1_000, sizeBytes: 4_000 * MB };

describe('how far a verification is', () => {
  it('[V1] is told by bytes, with a time left that follows from them, where the server reads them', () => {
    const meter = new VerifyMeter(total, true, 0);
    expect(meter.tell(0)).toEqual({
      checkedCount: 0,
      totalCount: 1_000,
      bytesChecked: 0,
      bytesTotal: 4_000 * MB,
      remainingMs: undefined,
    });
    // Small ones first: by photos it would be half done.
    meter.checked({ count: 500, sizeBytes: 400 * MB }, 4_000);
    expect(meter.tell(4_000)).toMatchObject({
      checkedCount: 500,
      bytesChecked: 400 * MB,
      remainingMs: 36_000,
    });
  });

  it('[V1] is told by photos where no byte is read, and where no size is known', () => {
    for (const [sum, isRead] of [[total, false] as const, [{ count: 1_000, sizeBytes: 0 }, true] as const]) {
      const meter = new VerifyMeter(sum, isRead, 0);
      meter.checked({ count: 500, sizeBytes: 0 }, 4_000);
      expect(meter.tell(4_000)).toMatchObject({ bytesTotal: 0, bytesChecked: 0, remainingMs: 4_000 });
    }
  });

  it('[V1] says nothing of the time left after less than a second, and never more than all', () => {
    const meter = new VerifyMeter(total, true, 0);
    meter.checked({ count: 1, sizeBytes: 4 * MB }, 100);
    expect(meter.tell(100).remainingMs).toBeUndefined();
    meter.checked({ count: 1_400, sizeBytes: 5_000 * MB }, 5_000);
    expect(meter.tell(5_000)).toMatchObject({
      checkedCount: 1_401,
      totalCount: 1_401,
      bytesChecked: 5_004 * MB,
      bytesTotal: 5_004 * MB,
      remainingMs: 0,
    });
  });

  it('[V1] says nothing of the time left while those of unknown size alone are left', () => {
    const meter = new VerifyMeter(total, true, 0);
    meter.checked({ count: 600, sizeBytes: total.sizeBytes }, 40_000);
    expect(meter.tell(40_000)).toMatchObject({ checkedCount: 600, remainingMs: undefined });
    meter.checked({ count: 400, sizeBytes: 0 }, 80_000);
    expect(meter.tell(80_000).remainingMs).toBe(0);
  });

  it('[V1] forgets a night that the computer slept', () => {
    const meter = new VerifyMeter(total, true, 0);
    meter.checked({ count: 100, sizeBytes: 400 * MB }, 10_000);
    const morning = 8 * 3_600_000;
    for (let index = 1; index <= 8; index += 1) {
      meter.checked({ count: 100, sizeBytes: 400 * MB }, morning + index * 10_000);
      meter.tell(morning + index * 10_000);
    }
    // 400 MB are left, at 40 MB a second.
    expect(meter.tell(morning + 80_000).remainingMs).toBeLessThan(60_000);
  });
});
