import { afterEach, expect, it } from 'vitest';
import { nativeError } from '../../../simulated/native/fake-originals.ts';
import { perform } from '../../../simulated/native/granted-run.ts';
import { openSignedInDevice } from '../../../simulated/native/open-fake-device.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** An iPhone, which copies an original to send it, with room for so many bytes of copies. */
async function iPhone(room: { freeBytes: number }) {
  const device = await openSignedInDevice('ios');
  closing.push(() => device.close());
  const { phone } = device;
  const native = phone.native;
  const open = native.openOriginal;
  const refused: string[] = [];
  native.openOriginal = async (request) => {
    const opened = await open(request);
    if (opened.sizeBytes <= room.freeBytes) return opened;
    await native.removeTemporary([opened.uri]);
    refused.push(opened.fileName);
    throw nativeError('no-space', 'No space left on device');
  };
  const stops = (): number => device.shown.filter((title) => title === 'The backup stopped').length;
  const [, film] = await takeFilmAndPhotos(device, phone.ports.controller);
  return { ...device, process: phone, controller: phone.ports.controller, refused, stops, film: film! };
}

/** Three photos and a film, the film being neither the first nor the last. */
async function takeFilmAndPhotos(
  { take, phone }: Pick<Awaited<ReturnType<typeof openSignedInDevice>>, 'take' | 'phone'>,
  controller: typeof phone.ports.controller,
) {
  take('1.jpg');
  take('film.mov', [], 50_000);
  take('2.jpg');
  take('3.jpg');
  await controller.scan();
  const listed = await controller.listAssets({
    kind: 'listed',
    standing: 'candidate',
    settlement: 'pending',
    after: undefined,
    limit: 10,
  });
  return [...listed].reverse().map(({ asset }) => asset.id);
}

it('[E1][E5] has a film wait that does not fit on a full iPhone, with no attempt counted, and tells of it once', async () => {
  const room = { freeBytes: 1_000 };
  const { process, controller, server, film, refused, stops } = await iPhone(room);

  expect(await perform(process)).toBe('retry-soon');
  expect(server.photos.assets.size).toBe(3);
  expect(refused).toEqual(['film.mov', 'film.mov']);
  expect(stops()).toBe(1);
  const asked = await controller.explain(film);
  expect(asked?.why).toMatchObject({ kind: 'waiting', for: { kind: 'room', lack: { code: 'device-full' } } });
  expect(asked?.record.settlement).toEqual({ kind: 'pending' });
  const { candidates } = (await controller.readStatus()).statistics;
  expect(candidates).toMatchObject({ totalCount: 4, backedUpCount: 3, waitingCount: 1, failedCount: 0 });

  // The system comes back more often than a photo is tried that fails.
  for (let run = 0; run < 5; run += 1) expect(await perform(process)).toBe('retry-soon');
  expect(refused).toHaveLength(12);
  expect(stops()).toBe(1);
  expect((await controller.explain(film))?.record.settlement).toEqual({ kind: 'pending' });

  room.freeBytes = 100_000;
  expect(await perform(process)).toBe('done');
  expect(server.photos.assets.size).toBe(4);
  expect((await controller.explain(film))?.why).toMatchObject({ kind: 'backed-up' });
  expect(stops()).toBe(1);
});

it('[E1] backs up by hand, at once, what did not fit before', async () => {
  const room = { freeBytes: 1_000 };
  const { controller, server } = await iPhone(room);
  expect(await controller.start()).toMatchObject({ kind: 'stopped', code: 'device-full' });
  room.freeBytes = 100_000;
  expect(await controller.start()).toEqual({ kind: 'completed' });
  expect(server.photos.assets.size).toBe(4);
});

it.each(['android', 'ios'] as const)(
  '[E1] has a photo wait whose transfer the phone has no room to write down (%s)',
  async (flavour) => {
    const device = await openSignedInDevice(flavour);
    closing.push(() => device.close());
    const { ports, native } = device.phone;
    const mine = native;
    const enqueue = mine.enqueueTransfer;
    mine.enqueueTransfer = async () => {
      throw nativeError('no-space', 'The transfer could not be written down');
    };
    device.take('1.jpg');
    expect(await ports.controller.start()).toMatchObject({ kind: 'stopped', code: 'device-full' });
    const { candidates } = (await ports.controller.readStatus()).statistics;
    expect(candidates).toMatchObject({ waitingCount: 1, failedCount: 0 });
    mine.enqueueTransfer = enqueue;
    expect(await ports.controller.start()).toEqual({ kind: 'completed' });
  },
);
