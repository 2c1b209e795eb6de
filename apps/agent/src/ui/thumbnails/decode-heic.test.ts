import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancelSource } from '@keepsake/engine';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPictureDecoder, type PictureDecoder } from './picture-decoder.ts';

/** HEVC in HEIF, as phones write it: 96 × 64 pixels by x265, blue on the left and red on the right. */
const PHONE_HEIC = Buffer.from(
  [
    'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAT9tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA',
    'AA5waXRtAAAAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAFjAAEAAAAAAAAANwAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEA',
    'AGh2YzEAAAAAv2lwcnAAAAChaXBjbwAAAHVodmNDAQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMA',
    'AAMAHroCQCEAAQAoQgEBA3AAAAMAkAAAAwAAAwAeoDCBBZbqSSmubAgAAAMACAAAAwAIQCIAAQAHRAHBcrAiQAAAABRpc3BlAAAA',
    'AAAAAGAAAABAAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAoMAAAA/bWRhdAAAADMoAa8LYAvbqSS0yec9g6//',
    '9fTW9+6j6wVc6Dvw48RkWWDKPtlCS0SnSOwmuZIIe+r1K4g=',
  ].join(''),
  'base64',
);

describe('the HEIC of a phone', () => {
  let folder: string;
  let decoder: PictureDecoder;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keepsake-heic-'));
    decoder = openPictureDecoder();
  });
  afterEach(async () => {
    decoder.close();
    await rm(folder, { recursive: true });
  });

  const decode = async (file: Uint8Array): Promise<Uint8Array | undefined> => {
    const path = join(folder, 'IMG_0001.HEIC');
    await writeFile(path, file);
    return decoder.decode(path, 96, new CancelSource());
  };

  it('is shown, square, with its own colours', async () => {
    const { data, info } = await sharp(await decode(PHONE_HEIC))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 96, height: 96, channels: 3 });
    const colorAt = (x: number): readonly number[] => [...data.subarray((48 * 96 + x) * 3).subarray(0, 3)];
    const [left, right] = [colorAt(10), colorAt(85)];
    expect(left[2]).toBeGreaterThan(150);
    expect(left[0]).toBeLessThan(80);
    expect(right[0]).toBeGreaterThan(150);
    expect(right[2]).toBeLessThan(80);
  });

  it('is no picture where it is cut short, and the next one is shown all the same', async () => {
    expect(await decode(PHONE_HEIC.subarray(0, 340))).toBeUndefined();
    expect(await decode(PHONE_HEIC)).toBeDefined();
  });
});
