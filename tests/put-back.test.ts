import { cp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { summaryOf } from './house/events.ts';
import { it, type House } from './house/house.ts';
import { checksumsBelow, photo, sha1, writePhotos } from './house/photos.ts';
import type { Spawned } from './house/spawned.ts';

async function stop(server: Spawned): Promise<void> {
  server.kill('SIGTERM');
  await server.ended;
}

async function backUp(house: House) {
  const { exitCode, stdout } = await house.keepsake(['backup', house.library, '--json']);
  return { ...summaryOf(stdout), exitCode };
}

describe('a server whose data is put back from an older copy', () => {
  it('[V1] is sent again by itself what it has lost, and not what its owner had deleted', async ({
    house,
  }) => {
    const copy = join(house.folder, 'copy');
    const first = await house.settle();
    await writePhotos(house.library, 3);
    expect(await backUp(house)).toMatchObject({
      exitCode: 0,
      statistics: { uploadedCount: 3 },
    });
    const unwanted = await house.api.assetOf(sha1(photo(2)));
    await house.api.call('DELETE', '/assets', { ids: [unwanted?.id], force: true });
    await stop(first);
    await cp(house.dataFolder, copy, { recursive: true, preserveTimestamps: true });

    const second = await house.startServer();
    await writePhotos(house.library, 3, 4);
    expect(await backUp(house)).toMatchObject({
      exitCode: 0,
      statistics: { deletedOnServerCount: 1 },
    });
    await stop(second);
    await rm(house.dataFolder, { recursive: true });
    await rename(copy, house.dataFolder);
    await house.startServer();

    const all = [1, 3, 4, 5, 6].map((seed) => sha1(photo(seed))).sort();
    expect(await checksumsBelow(join(house.dataFolder, 'originals'))).toHaveLength(2);
    expect(await backUp(house)).toMatchObject({
      exitCode: 0,
      statistics: { uploadedCount: 5, deletedOnServerCount: 1 },
    });
    expect(await checksumsBelow(join(house.dataFolder, 'originals'))).toEqual(all);
    expect((await house.keepsake(['verify'])).stdout).toContain('5  on the server, with the same checksum\n');
  });
});
