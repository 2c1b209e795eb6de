import { CancelSource, versionOf } from '@keepsake/engine';
import { contentOf, describeRemoverContract } from '@keepsake/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { openPhoneWorld } from '../../../simulated/native/open-phone-world.ts';
import { nativeError } from '../../../simulated/native/fake-originals.ts';
import { EVERYTHING } from './media-pages.ts';

const NEVER = new CancelSource();
const bytesOf = (text: string) => contentOf(new TextEncoder().encode(text));

function open(flavour: 'android' | 'ios') {
  const opened = openPhoneWorld(flavour);
  const { phone } = opened;
  const named = (fileName: string) => phone.assets.find(({ original }) => original.fileName === fileName)!;
  return {
    ...opened,
    add: async (fileName: string) =>
      void phone.addPhoto({ fileName, content: bytesOf(fileName), createdAtMs: 1_000, albums: [] }),
    edit: async (fileName: string) =>
      phone.edit(named(fileName), 'original', bytesOf(`${fileName} edited`), false),
    remove: async (fileName: string) => phone.setDeleted(named(fileName), true),
    forbid: () => void (phone.isPermitted = false),
    close: async () => opened.stop(),
  };
}

describe.each(['android', 'ios'] as const)('what removes originals of a phone (%s)', (flavour) => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  describeRemoverContract(`the remover of a phone (${flavour})`, async () => open(flavour));

  it('[U7] stops when it is told to, and a person who says no is no error', async () => {
    const { add, library, remover, deps, close } = open(flavour);
    closing.push(close);
    await add('a.jpg');
    const { assets } = await library.listAssets({ albumId: EVERYTHING, cursor: undefined, limit: 9 }, NEVER);
    const removing = assets.map((asset) => ({ id: asset.id, version: versionOf(asset) }));
    const signal = new CancelSource();
    signal.cancel('enough');
    await expect(remover.remove(removing, signal)).rejects.toBe('enough');
    deps.media.Asset.delete = () => Promise.reject(new Error('User did not grant write permissions.'));
    expect(await remover.remove(removing, NEVER)).toEqual([]);
  });

  it('[V2] says of nothing that it is removed while the library does not answer', async () => {
    const { add, library, remover, deps, close } = open(flavour);
    closing.push(close);
    await add('a.jpg');
    const { assets } = await library.listAssets({ albumId: EVERYTHING, cursor: undefined, limit: 9 }, NEVER);
    deps.media.Asset.delete = async () => {
      deps.native.describeOriginals = () =>
        Promise.reject(nativeError('library-unavailable', 'The library does not answer'));
    };
    expect(
      await remover.remove(
        assets.map((asset) => ({ id: asset.id, version: versionOf(asset) })),
        NEVER,
      ),
    ).toEqual([]);
    await expect(library.open(assets[0]!.id, undefined, NEVER)).rejects.toMatchObject({
      code: 'library-unavailable',
    });
  });
});
