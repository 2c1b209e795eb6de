import { CancelSource } from '@keepsake/engine';
import { contentOf, describeHasherContract } from '@keepsake/testkit';
import { expect, it } from 'vitest';
import { openPhoneWorld } from '../../../simulated/native/open-phone-world.ts';
import { phoneHasher } from './phone-hasher.ts';

const NEVER = new CancelSource();

for (const flavour of ['android', 'ios'] as const)
  describeHasherContract(`the hasher of a phone (${flavour})`, async () => {
    const { phone, library, stop } = openPhoneWorld(flavour);
    return {
      hasher: phoneHasher,
      async partOf(content) {
        const bytes = content === 'unreadable' ? new Uint8Array(9) : content;
        const asset = phone.addPhoto({
          fileName: 'a.jpg',
          content: contentOf(bytes),
          createdAtMs: 1,
          albums: [],
        });
        if (content === 'unreadable') asset.fault = { code: 'file-unreadable', atByte: undefined };
        return (await library.open(asset.id, undefined, NEVER)).original;
      },
      close: async () => stop(),
    };
  });

it('reads nothing that is no file of the phone', async () => {
  const part = { fileName: 'a.jpg', sizeBytes: 1, read: () => expect.unreachable() };
  await expect(phoneHasher.hash(part, NEVER)).rejects.toMatchObject({ code: 'read-failed' });
});
