import { describe, expect, it } from 'vitest';
import type { TransferRequest } from '../../../modules/backup-native/src/index.ts';
import { awakeMsOf, chunkBytesOn, lifetimeOn } from './transfer-lifetime.ts';

const MIB = 1024 * 1024;
const MINUTE_MS = 60_000;

describe('what becomes of a transfer when the app does', () => {
  it.each<[TransferRequest['lifetime'], 'android' | 'ios', where: string, awakeMs: number, bytes: number]>([
    ['now', 'ios', 'a photo on the screen', Infinity, 3 * MIB],
    ['surviving', 'ios', 'a chunk of a film on the screen', Infinity, 8 * MIB],
    ['surviving', 'ios', 'a film on the screen', Infinity, 900 * MIB],
    ['now', 'ios', 'a photo in a long run', 8 * MINUTE_MS, 3 * MIB],
    ['now', 'ios', 'a large photo in a long run', 8 * MINUTE_MS, 7 * MIB],
    ['now', 'ios', 'a chunk of a film in a long run', 8 * MINUTE_MS, 8 * MIB],
    ['surviving', 'ios', 'a whole film in a long run', 8 * MINUTE_MS, 900 * MIB],
    ['surviving', 'ios', 'a chunk of a film in a short run', 20_000, 8 * MIB],
    ['surviving', 'ios', 'a photo at the end of a long run', 3_000, 3 * MIB],
    ['now', 'ios', 'a photo in a short run', 20_000, 3 * MIB],
    ['surviving', 'ios', 'a large photo in a short run', 20_000, 7 * MIB],
    ['surviving', 'ios', 'a photo of an app that is about to be frozen', 0, 1],
    ['now', 'android', 'a film', 0, 900 * MIB],
    ['now', 'android', 'a film on the screen', Infinity, 900 * MIB],
  ])('[B4][B9] %s on %s: %s', (lifetime, platform, _where, awakeMs, bytes) => {
    expect(lifetimeOn(platform, bytes, awakeMs)).toBe(lifetime);
  });

  it.each<[number, 'android' | 'ios', where: string, awakeMs: number]>([
    [64, 'ios', 'the screen', Infinity],
    [8, 'ios', 'a long run', 8 * MINUTE_MS],
    [64, 'ios', 'a short run', 20_000],
    [64, 'ios', 'the end of a long run', 30_000],
    [8, 'android', 'the screen', Infinity],
    [8, 'android', 'a run', 20_000],
  ])('[U4][B9] %i MiB of a film at once on %s: %s', (wanted, platform, _where, awakeMs) => {
    expect(chunkBytesOn(platform, 8 * MIB, awakeMs)).toBe(wanted * MIB);
  });

  it.each([
    [Infinity, true, []],
    [Infinity, true, [20_000]],
    [0, false, []],
    [20_000, false, [20_000]],
    [90_000, false, [5_000, 90_000]],
  ])('[B9] counts on %s ms', (awakeMs, isOnScreen, left) => {
    const times = left.map((leftMs) => ({ leftMs }));
    expect(awakeMsOf(isOnScreen, times)).toBe(awakeMs);
  });
});
