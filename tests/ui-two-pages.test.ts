import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AlbumId } from '@keepsake/engine';
import { describe, expect } from 'vitest';
import { it } from './house/house.ts';
import { writePhotos } from './house/photos.ts';
import { settleUi, untilConnected, untilValue, type Ports } from './house/ui.ts';

/** Waits until a page is told that something was changed, and asks what; nobody waits longer than two seconds for it. */
async function onceTold<Answer>({ link }: Ports, change: () => Promise<unknown>, ask: () => Promise<Answer>) {
  const before = link.changes.current();
  const told = untilValue(link.changes, (count) => count > before);
  await change();
  const late = sleep(2_000).then(() => {
    throw new Error('nobody told the other page within two seconds');
  });
  await Promise.race([told, late]);
  return ask();
}

describe('of two pages of one agent', () => {
  it('one follows when the other changes a setting, the choice of albums or the folders', async ({
    house,
  }) => {
    await writePhotos(house.library, 1);
    const { ui, ports: one } = await settleUi(house);
    const other = ui.connect();
    await untilConnected(other);
    expect((await other.controller.readSettings()).requireCharging).toBe(false);

    const settings = await onceTold(
      other,
      () => one.controller.changeSettings({ requireCharging: true }),
      () => other.controller.readSettings(),
    );
    expect(settings.requireCharging).toBe(true);

    const everything = 'everything' as AlbumId;
    const albums = await onceTold(
      other,
      () => one.controller.chooseAlbums(new Map([[everything, 'excluded']])),
      () => other.controller.listAlbums(),
    );
    expect(albums.find(({ id }) => id === everything)?.choice).toBe('excluded');

    const second = `${house.library}-more`;
    await mkdir(second);
    await onceTold(
      other,
      () => one.device.chooseFolders([house.library, second]),
      () =>
        untilValue(other.device.access, (access) => access.kind === 'folders' && access.folders.length === 2),
    );
  });

  it(
    'one that was hidden meanwhile asks again once it is looked at',
    { timeout: 30_000 },
    async ({ house }) => {
      await writePhotos(house.library, 1);
      const { ui, ports: one } = await settleUi(house);
      await untilConnected(one);
      ui.hide(true);
      await sleep(6_000);
      const before = one.link.changes.current();
      // As another page would, which is in front.
      const change = await ui.fetch('/local/v1/change-settings', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ requireCharging: true }),
      });
      expect(change.status).toBe(200);
      expect(one.link.changes.current()).toBe(before);
      ui.hide(false);
      await untilValue(one.link.changes, (count) => count > before);
      expect(one.link.state.current().kind).toBe('connected');
    },
  );
});
