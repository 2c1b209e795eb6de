import { PHONE_EVERYTHING, type PhoneAsset } from '@keepsake/testkit';
import type { CreateInvariant } from '../invariant.ts';
import { expectedOf } from '../expected.ts';

/** With album sync on, what is backed up is in the server's albums of its device albums' names (S1–S3). */
export const albumsAreSynced: CreateInvariant = (truth, report) => {
  const { world } = truth;

  /** Those that were selected, and where everything was selected all that hold it; the album of everything names none. */
  const namesOf = (asset: PhoneAsset): readonly string[] => {
    const albums = [...world.phone.albums.of(asset)].flatMap((id) => world.phone.albums.get(id) ?? []);
    const isChosen = (id: (typeof albums)[number]['id']): boolean =>
      world.person.choiceOf(id).choice === 'selected';
    const isEverythingChosen = isChosen(PHONE_EVERYTHING);
    return albums
      .filter(({ id }) => id !== PHONE_EVERYTHING && (isEverythingChosen || isChosen(id)))
      .map(({ name }) => name.normalize('NFC'));
  };

  return {
    name: 'with album sync, what is backed up is in the albums of its names',
    atTheEnd() {
      if (!world.person.settings.syncAlbums) return;
      for (const asset of world.phone.assets) {
        if (!world.phone.isShown(asset) || expectedOf(world, asset) !== 'candidate') continue;
        const kept = world.remote.assetOf(asset.original.content.checksum);
        // What was erased there and came back has another id, which the ledger does not learn of by itself.
        if (kept === undefined || truth.lostAtMs(kept.checksum) !== undefined) continue;
        for (const name of namesOf(asset)) {
          if (world.remote.albums.get(name)?.has(kept.id) === true) continue;
          report(`${asset.id} is backed up, and not in the server's album “${name}”`);
        }
      }
    },
  };
};
