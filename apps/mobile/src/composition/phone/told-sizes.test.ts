import { afterEach, describe, expect, it } from 'vitest';
import { openSignedInDevice } from '../../../simulated/native/open-fake-device.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A phone whose library says of a photo that it has so many bytes, whatever it has. */
async function openTelling(flavour: 'android' | 'ios', sizeBytes: number) {
  const device = await openSignedInDevice(flavour);
  closing.push(() => device.close());
  const { native, ports } = device.phone;
  const { describeOriginals } = native;
  native.describeOriginals = async (assetIds, checksOnDevice) =>
    (await describeOriginals(assetIds, checksOnDevice)).map((facts) => ({
      ...facts,
      parts: facts.parts.map((part) => ({ ...part, sizeBytes })),
    }));
  device.take('IMG_1.jpg');
  return { device, controller: ports.controller };
}

describe('a photo whose size is told wrong', () => {
  it.each([
    ['android', 60_000],
    ['android', 3],
    ['ios', 60_000],
    ['ios', 0],
  ] as const)('[D7] is backed up as what it is, and not given up (%s, %i bytes)', async (flavour, told) => {
    const { device, controller } = await openTelling(flavour, told);
    const outcome = await controller.start();
    expect(outcome).toMatchObject({ kind: 'completed' });
    const { statistics } = await controller.readStatus();
    expect(statistics.candidates).toMatchObject({ backedUpCount: 1, failedCount: 0, waitingCount: 0 });
    const taken = device.world.phone.assets.map(({ original }) => original.content.checksum);
    expect([...device.server.photos.assets.values()].map(({ checksum }) => checksum)).toEqual(taken);
  });
});
