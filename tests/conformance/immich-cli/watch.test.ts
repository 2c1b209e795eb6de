import { describe, expect } from 'vitest';
import { it } from '../../house/house.ts';
import { checksumsBelow, photo, sha1, writeFiles } from '../../house/photos.ts';
import { albumsOf, settleImmichCli } from './immich-cli.ts';

describe('immich upload --watch', () => {
  it('[H14] sends what is there, then what is put there, with its album', async ({ house }) => {
    const cli = await settleImmichCli(house);
    await writeFiles(house.library, { 'Lake/first.jpg': photo(1) });
    const watching = cli.start(['upload', '--watch', '--recursive', '--album', house.library]);
    await watching.untilLine((line) => line.startsWith('Successfully updated 1 asset'));
    expect(await albumsOf(house)).toEqual({ Lake: { 'first.jpg': sha1(photo(1)) } });

    await writeFiles(house.library, { 'Lake/second.jpg': photo(2), 'Lake/notes.txt': 'no photo' });
    await watching.untilLine(() => watching.stdout().split('Successfully updated 1 asset').length > 2);
    watching.kill('SIGINT');
    expect((await watching.ended).exitCode).toBe(0);

    expect(await albumsOf(house)).toEqual({
      Lake: { 'first.jpg': sha1(photo(1)), 'second.jpg': sha1(photo(2)) },
    });
    expect(await checksumsBelow(`${house.dataFolder}/originals`)).toEqual(
      [sha1(photo(1)), sha1(photo(2))].sort(),
    );
  });
});
