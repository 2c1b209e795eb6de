import { afterEach, expect, it } from 'vitest';
import { perform, runOf } from '../../../simulated/native/granted-run.ts';
import { openSignedInDevice } from '../../../simulated/native/open-fake-device.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function signedIn(flavour: 'android' | 'ios') {
  const device = await openSignedInDevice(flavour);
  closing.push(() => device.close());
  return device;
}

it.each(['android', 'ios'] as const)(
  '[N2] has the system send a photo over mobile data, and no film, as the person wishes, also where it was begun on Wi-Fi (%s)',
  async (flavour) => {
    const { phone, take, transfers } = await signedIn(flavour);
    await phone.ports.controller.changeSettings({ useCellularForUploadPhotos: true, parallelUploads: 1 });
    take('a.jpg');
    take('b.mov');
    expect(await phone.ports.controller.start()).toEqual({ kind: 'completed' });
    const allowed = transfers.requests.map(({ allowsMetered }) => allowsMetered);
    expect([allowed.length, allowed.filter(Boolean).length]).toEqual([2, 1]);
    // In the background it is kept to Wi-Fi.
    take('c.jpg');
    expect(await perform(phone)).toBe('done');
    expect(transfers.requests.at(-1)?.allowsMetered).toBe(false);
    await phone.ports.controller.changeSettings({ requireUnmetered: false });
    take('d.jpg');
    expect(await perform(phone)).toBe('done');
    expect(transfers.requests.at(-1)?.allowsMetered).toBe(true);
  },
);

it.each(['useCellularForUploadVideos', 'requireUnmetered'] as const)(
  '[N2] ends what iOS would send over mobile data, as soon as the person forbids that (%s)',
  async (setting) => {
    const { phone, take, transfers, server } = await signedIn('ios');
    const { controller } = phone.ports;
    await controller.changeSettings({ useCellularForUploadVideos: true, requireUnmetered: false });
    const release = transfers.hold();
    // More than is sure to be through in ten seconds.
    take('film.mov', [], 2_700_000);
    const expiring = new AbortController();
    const run = perform(phone, runOf({ reason: 'refresh', budgetMs: 10_000 }), expiring.signal);
    await expect.poll(() => transfers.requests).toHaveLength(1);
    expiring.abort();
    expect(await run).toBe('retry-soon');
    expect(transfers.requests[0]?.allowsMetered).toBe(true);
    // What forbids nothing ends nothing.
    await controller.changeSettings({ useCellularForUploadPhotos: true });
    expect((await phone.native.listTransfers()).map(({ state }) => state)).toEqual(['running']);
    await controller.changeSettings({ [setting]: setting === 'requireUnmetered' });
    expect((await phone.native.listTransfers()).map(({ state }) => state)).toEqual(['ended']);
    release();
    expect(server.photos.assets.size).toBe(0);
    expect(await perform(phone)).toBe('done');
    expect([server.photos.assets.size, transfers.requests.at(-1)?.allowsMetered]).toEqual([1, false]);
  },
);
