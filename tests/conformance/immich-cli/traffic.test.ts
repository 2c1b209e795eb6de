import { join } from 'node:path';
import { describe, expect, onTestFinished } from 'vitest';
import { it, type House } from '../../house/house.ts';
import { checksumsBelow, writePhotos } from '../../house/photos.ts';
import { settleImmichCli, type ImmichCli } from './immich-cli.ts';
import { openWiretap, type TappedRequest, type Wiretap } from './wiretap.ts';

const PHOTOS = 12;
const PHOTO_BYTES = 400;

/** Immich's command line with {@link PHOTOS} photos to send, and a wiretap between it and the server. */
async function settleTapped(house: House): Promise<{ readonly cli: ImmichCli; readonly wiretap: Wiretap }> {
  await house.startServer();
  await house.api.signUp('Ada');
  await writePhotos(house.library, PHOTOS);
  const wiretap = await openWiretap(house.serverUrl);
  onTestFinished(() => wiretap.close());
  return { cli: await settleImmichCli(house, wiretap.url), wiretap };
}

const uploadsIn = (requests: readonly TappedRequest[]) =>
  requests.filter(({ method, path }) => method === 'POST' && path === '/api/assets');
const changesIn = (requests: readonly TappedRequest[]) =>
  requests.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/bulk-upload-check'));

describe('what crosses the wire by immich upload', () => {
  it('[H14] each photo once, and nothing of any when it runs again', async ({ house }) => {
    const { cli, wiretap } = await settleTapped(house);
    await cli.upload(['--recursive', house.library]);
    const first = uploadsIn(wiretap.take());
    expect(first.map(({ status }) => status)).toEqual(Array(PHOTOS).fill(201));
    expect(Math.min(...first.map(({ sentBytes }) => sentBytes))).toBeGreaterThan(PHOTO_BYTES);

    expect(await cli.upload(['--recursive', house.library])).toContain(
      `Found 0 new files and ${PHOTOS} duplicates`,
    );
    const again = wiretap.take();
    expect(changesIn(again)).toEqual([]);
    // Names and checksums alone.
    const sentBytes = again.reduce((sum, request) => sum + request.sentBytes, 0);
    expect(sentBytes).toBeLessThan(PHOTOS * PHOTO_BYTES);
  });

  it('[H14] nothing but questions with --dry-run', async ({ house }) => {
    const { cli, wiretap } = await settleTapped(house);
    const said = await cli.upload(['--recursive', '--album', '--dry-run', house.library]);
    expect(said).toContain(`Would have uploaded ${PHOTOS} assets`);
    expect(changesIn(wiretap.take())).toEqual([]);
    expect(await house.api.total()).toBe(0);
    expect(await house.api.albums()).toEqual({});
  });

  it('[H14] all again with --skip-hash, answered as duplicates and kept once', async ({ house }) => {
    const { cli, wiretap } = await settleTapped(house);
    await cli.upload(['--recursive', house.library]);
    wiretap.take();
    expect(await cli.upload(['--recursive', '--skip-hash', house.library])).toContain(
      `Skipped ${PHOTOS} duplicate assets`,
    );
    expect(uploadsIn(wiretap.take()).map(({ status }) => status)).toEqual(Array(PHOTOS).fill(200));
    expect(await checksumsBelow(join(house.dataFolder, 'originals'))).toEqual(
      await checksumsBelow(house.library),
    );
  });
});
