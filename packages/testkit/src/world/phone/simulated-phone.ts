import { BackupError, versionOf, type AlbumId, type AssetId } from '@keepsake/engine';
import type { VirtualClock } from '../time/virtual-clock.ts';
import type { CardState } from './card-state.ts';
import { ChangeBell } from './change-bell.ts';
import { assetOf, rawBeside, rawIdOf, type NewPhoto } from './new-photo.ts';
import { PHONE_EVERYTHING, PhoneAlbums, type PhoneAlbum } from './phone-albums.ts';
import { shownAsset, type Cloud, type PhoneAsset, type PhoneFault } from './phone-asset.ts';
import type { PhoneContent } from './phone-content.ts';
import { moveDate, type DatesOf } from './phone-dates.ts';
import { PhoneHistory } from './phone-history.ts';
import { TemporaryFiles } from './temporary-files.ts';
import { putBack, renderOther, uneditedBeside, uneditedIdOf } from './unedited-beside.ts';

/** `android`: an asset lies in exactly one folder. `ios`: albums overlap, and the platform keeps some of its own. */
export type PhoneFlavour = 'android' | 'ios';

const nothing = (): void => undefined;

/**
 * A phone's photos, with everything that happens to them; what a process sees of them is a `SimulatedLibrary`.
 *
 * Two versions of an asset always differ in modified time or, where it is told, in size: bytes that change behind
 * both are bytes that nobody can know of.
 */
export class SimulatedPhone {
  readonly flavour: PhoneFlavour;
  readonly albums = new PhoneAlbums();
  readonly temporary = new TemporaryFiles();
  readonly bell: ChangeBell;
  readonly clock: VirtualClock;
  datesOf: DatesOf = 'file';
  /** False: the person took the permission back. */
  isPermitted = true;
  /** Undefined: all of it is shown; otherwise only these, as the person picked them. */
  #shown: ReadonlySet<AssetId> | undefined;
  #card: CardState = 'there';
  /** All that was ever on it: which bytes each version of each asset has. */
  readonly history = new PhoneHistory();
  readonly #assets = new Map<AssetId, PhoneAsset>();
  #lastOrdinal = 0;

  constructor(flavour: PhoneFlavour, clock: VirtualClock) {
    this.flavour = flavour;
    this.clock = clock;
    this.bell = new ChangeBell(clock);
    if (flavour === 'ios') {
      this.albums.add({
        id: 'favourites' as AlbumId,
        name: 'Favourites',
        holds: (asset) => asset.isFavorite,
      });
    }
  }

  /** Everything that is or was on the phone, deleted assets too, in the order in which it came. */
  get assets(): readonly PhoneAsset[] {
    return [...this.#assets.values()];
  }

  get card(): CardState {
    return this.#card;
  }

  asset(id: AssetId): PhoneAsset | undefined {
    return this.#assets.get(id);
  }

  /** Whether it keeps what the camera wrote beside an edit, as Photos does: where it tells dates as the library of a phone does. */
  get keepsUnedited(): boolean {
    return this.datesOf === 'asset' && this.flavour === 'ios';
  }

  /** A photo with the RAW beside it, and with what the camera wrote before an edit, whichever of them is meant. */
  wholeOf(asset: PhoneAsset): readonly PhoneAsset[] {
    const photo = asset.besides ?? asset;
    const beside = [rawIdOf(photo), uneditedIdOf(photo)].map((id) => this.#assets.get(id));
    return [photo, ...beside.filter((each) => each !== undefined)];
  }

  /** Whether the platform has the asset now, whatever it shows of what it has. */
  isThere(asset: PhoneAsset): boolean {
    return !asset.isDeleted && (this.#card === 'there' || !asset.isOnCard);
  }

  /** Whether the platform shows the asset now. */
  isShown(asset: PhoneAsset): boolean {
    const isPicked = this.#shown?.has(asset.besides?.id ?? asset.id) ?? true;
    return this.isThere(asset) && isPicked;
  }

  /** What is shown of an album, in the order in which it came. */
  membersOf(album: PhoneAlbum): readonly PhoneAsset[] {
    const members: PhoneAsset[] = [];
    for (const asset of this.#assets.values()) {
      if (!this.isShown(asset)) continue;
      if (album.id === PHONE_EVERYTHING || this.albums.of(asset).has(album.id)) members.push(asset);
    }
    return members;
  }

  throwIfUnavailable(): void {
    if (!this.isPermitted) throw new BackupError('library-permission-lost', 'the permission was taken back');
    if (this.#card === 'library-unavailable')
      throw new BackupError('library-unavailable', 'the disk is gone');
  }

  addPhoto(photo: NewPhoto): PhoneAsset {
    const isOnCard = photo.albums.some((id) => this.albums.get(id)?.isOnCard === true);
    const asset = assetOf(photo, ++this.#lastOrdinal, isOnCard);
    this.#assets.set(asset.id, asset);
    if (photo.raw !== undefined) {
      const raw = rawBeside(asset, photo.raw, ++this.#lastOrdinal);
      this.#assets.set(raw.id, raw);
    }
    this.#changed(asset);
    return asset;
  }

  /**
   * Changes the bytes of one part; Photos keeps beside it what the camera wrote. With `keepsTime` only the size tells of it, where sizes
   * are told.
   */
  edit(seen: PhoneAsset, part: 'original' | 'motion', content: PhoneContent, keepsTime: boolean): void {
    const asset = seen.besides ?? seen;
    const file = asset[part] ?? asset.original;
    if (this.keepsUnedited && !this.#assets.has(uneditedIdOf(asset)))
      this.#assets.set(uneditedIdOf(asset), uneditedBeside(asset, ++this.#lastOrdinal));
    const isSizeTelling = asset.tellsSize && content.bytes.length !== file.content.bytes.length;
    const mayKeepTime = keepsTime && (this.datesOf === 'file' || this.flavour === 'android');
    file.content = content;
    if (this.keepsUnedited) renderOther(asset, file);
    const isAnew = (): boolean => !this.history.versionsOf(asset.id).has(versionOf(shownAsset(asset)));
    if (!mayKeepTime || !isSizeTelling || !isAnew()) moveDate(asset, file, this);
    this.#changed(asset);
  }

  /** The photo is as the camera wrote it again, where Photos keeps that. */
  revert(seen: PhoneAsset): void {
    const asset = seen.besides ?? seen;
    const unedited = this.#assets.get(uneditedIdOf(asset));
    if (unedited === undefined) return;
    putBack(asset, unedited);
    this.#assets.delete(unedited.id);
    moveDate(asset, asset.original, this);
    this.#changed(asset);
  }

  /** Changes the modified time and nothing else. */
  touch(seen: PhoneAsset): void {
    const asset = seen.besides ?? seen;
    moveDate(asset, asset.original, this);
    this.#changed(asset);
  }

  setFavorite(asset: PhoneAsset, isFavorite: boolean): void {
    // It may leave an album by that, or come into one.
    this.#changed(asset, (each) => {
      each.isFavorite = isFavorite;
    });
  }

  setDeleted(asset: PhoneAsset, isDeleted: boolean): void {
    this.#changed(asset, (each) => {
      each.isDeleted = isDeleted;
    });
  }

  /** For good: nothing brings it back. */
  erase(asset: PhoneAsset): void {
    this.#changed(asset);
    for (const { id } of this.wholeOf(asset)) this.#assets.delete(id);
  }

  setCloud(asset: PhoneAsset, cloud: Cloud): void {
    this.#changed(asset, (each) => {
      each.cloud = cloud;
    });
  }

  setFault(asset: PhoneAsset, fault: PhoneFault | undefined): void {
    asset.fault = fault;
  }

  /** Puts it into an album beside its others; on Android into that folder instead of its own. */
  putInto(asset: PhoneAsset, album: PhoneAlbum): void {
    this.#changed(asset, (each) => {
      if (this.flavour === 'android') each.albums.clear();
      each.albums.add(album.id);
      each.isOnCard = album.isOnCard;
    });
  }

  takeOutOf(asset: PhoneAsset, album: PhoneAlbum): void {
    if (this.flavour === 'android') return;
    this.#changed(asset, (each) => {
      each.albums.delete(album.id);
    });
  }

  addAlbum(name: string, isOnCard: boolean): PhoneAlbum {
    const album = this.albums.add({ name, isOnCard });
    this.bell.ring();
    return album;
  }

  renameAlbum(album: PhoneAlbum, name: string): void {
    album.name = name;
    this.albums.touch([album.id]);
    this.bell.ring();
  }

  removeAlbum(album: PhoneAlbum): void {
    for (const asset of this.#assets.values()) {
      if (asset.albums.delete(album.id)) this.#note(asset);
    }
    this.albums.remove(album.id);
    this.bell.ring();
  }

  /** The card goes or comes back; the albums on it, and the album of everything, are not as they were. */
  setCard(card: CardState): void {
    this.#card = card;
    this.#changedAlbums((album) => album.isOnCard);
  }

  get isLimited(): boolean {
    return this.#shown !== undefined;
  }

  /** Limits what is shown, or takes the limit away. */
  setShown(shown: ReadonlySet<AssetId> | undefined): void {
    this.#shown = shown;
    this.#changedAlbums(() => true);
  }

  #changed(asset: PhoneAsset, change: (each: PhoneAsset) => void = nothing): void {
    const before = this.albums.of(asset);
    for (const each of this.wholeOf(asset)) change(each);
    const after = this.albums.of(asset);
    this.albums.touch(new Set([...before, ...after]));
    this.#note(asset);
    this.bell.ring();
  }

  #note(asset: PhoneAsset): void {
    for (const each of this.wholeOf(asset)) this.history.note(each, shownAsset(each), this.clock.elapsedMs);
  }

  #changedAlbums(isChanged: (album: PhoneAlbum) => boolean): void {
    const changed = this.albums.all.filter((album) => album.id === PHONE_EVERYTHING || isChanged(album));
    this.albums.touch(changed.map((album) => album.id));
    this.history.noteAll(this.clock.elapsedMs);
    this.bell.ring();
  }
}
