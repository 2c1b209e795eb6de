import type { AssetId } from '@keepsake/engine';
import type { PhoneAlbum } from '../phone/phone-albums.ts';
import type { Cloud, PhoneAsset } from '../phone/phone-asset.ts';
import { createContent, type PhoneContent } from '../phone/phone-content.ts';
import type { SimulatedWorld } from '../simulated-world.ts';
import type { CloudKind, PhoneHappening } from './world-event.ts';

const DAY_MS = 86_400_000;
const NAMES = {
  photo: '.jpg',
  raw: '.jpg',
  video: '.mp4',
  live: '.heic',
  other: '.txt',
  empty: '.png',
} as const;

/** Lets it happen; what it cannot be about is left alone. */
export function applyPhoneHappening(world: SimulatedWorld, happening: PhoneHappening): void {
  const { phone } = world;
  switch (happening.kind) {
    case 'photo-taken': {
      const { sort, sizeBytes, ageDays } = happening;
      const album = albumAt(world, happening.album);
      // Whoever imports an old photo imports it now, whatever its date.
      const createdAtMs = world.clock.now() - ageDays * DAY_MS;
      phone.addPhoto({
        fileName: `${sort}-${world.nextContentSeed()}${NAMES[sort]}`,
        content: newContent(world, sort === 'empty' ? 0 : sizeBytes),
        motion: sort === 'live' ? newContent(world, 10 + Math.floor(sizeBytes / 2)) : undefined,
        raw: sort === 'raw' && phone.flavour === 'ios' ? newContent(world, 3 * sizeBytes) : undefined,
        createdAtMs,
        albums: album === undefined ? [] : [album.id],
        cloud: cloudOf(world, happening.cloud),
        tellsSize: phone.flavour === 'android' || happening.tellsSize,
        durationMs: sort === 'video' ? 1_000 : undefined,
      });
      return;
    }
    case 'photo-copied': {
      const asset = assetAt(world, happening.asset);
      if (asset === undefined) return;
      const album = albumAt(world, happening.album);
      const isVideo = happening.part === 'motion' && asset.motion !== undefined;
      const source = isVideo ? asset.motion : asset.original;
      phone.addPhoto({
        fileName: isVideo ? `copy-${world.nextContentSeed()}.mov` : `copy-${asset.original.fileName}`,
        content: source.content,
        motion: isVideo ? undefined : asset.motion?.content,
        createdAtMs: world.clock.now(),
        albums: album === undefined ? [] : [album.id],
        tellsSize: asset.tellsSize,
      });
      return;
    }
    case 'photo-edited': {
      const asset = assetAt(world, happening.asset);
      if (asset === undefined) return;
      const file = asset[happening.part] ?? asset.original;
      const sizeBytes = happening.sizeBytes ?? Math.max(1, file.content.bytes.length);
      phone.edit(asset, happening.part, newContent(world, sizeBytes), happening.keepsTime);
      return;
    }
    case 'photo-deleted': {
      const asset = assetAt(world, happening.asset);
      if (asset !== undefined && isDispensable(world, asset)) phone.setDeleted(asset, true);
      return;
    }
    case 'photo-undeleted': {
      const deleted = phone.assets.filter((asset) => asset.isDeleted);
      const asset = at(deleted, happening.asset);
      if (asset !== undefined) phone.setDeleted(asset, false);
      return;
    }
    case 'access':
      limitAccess(world, happening.oneIn);
      return;
    case 'permission':
      phone.isPermitted = happening.isGiven;
      return;
    case 'card':
      phone.setCard(happening.card);
      return;
    case 'changes-told':
      phone.bell.telling = happening.telling;
      return;
    case 'album-made':
      phone.addAlbum(happening.name, happening.isOnCard && phone.flavour === 'android');
      return;
    case 'album-removed':
    case 'album-renamed':
    case 'album-lies':
      applyToAlbum(world, happening);
      return;
    default:
      applyToAsset(world, happening);
  }
}

function applyToAsset(
  world: SimulatedWorld,
  happening: Exclude<
    Extract<PhoneHappening, { readonly asset: number }>,
    { kind: 'photo-copied' | 'photo-edited' }
  >,
): void {
  const { phone } = world;
  const asset = assetAt(world, happening.asset);
  if (asset === undefined) return;
  switch (happening.kind) {
    case 'photo-touched':
      phone.touch(asset);
      return;
    case 'photo-reverted':
      phone.revert(asset);
      return;
    case 'photo-changed-while-read': {
      // Nobody reads the photo while what is beside it is read, so that nobody could notice.
      const read = asset.besides ?? asset;
      const { what } = happening;
      read.whileRead = {
        what,
        strike: () => {
          changeWhileRead(world, read, what);
        },
      };
      return;
    }
    case 'photo-favourited':
      phone.setFavorite(asset, !asset.isFavorite);
      return;
    case 'photo-moved':
    case 'photo-left': {
      const album = albumAt(world, happening.album);
      if (album === undefined) return;
      if (happening.kind === 'photo-moved') phone.putInto(asset, album);
      else phone.takeOutOf(asset, album);
      return;
    }
    case 'photo-clouded':
      phone.setCloud(asset, cloudOf(world, happening.cloud));
      return;
    case 'photo-broken':
      phone.setFault(asset, { code: happening.code, atByte: happening.atByte });
      return;
    case 'photo-mended':
      phone.setFault(asset, undefined);
      return;
    default:
  }
}

function changeWhileRead(
  world: SimulatedWorld,
  asset: PhoneAsset,
  what: 'edited' | 'touched' | 'deleted',
): void {
  const { phone } = world;
  if (what === 'touched') phone.touch(asset);
  else if (what === 'deleted') {
    if (isDispensable(world, asset)) phone.setDeleted(asset, true);
  } else {
    const { length } = asset.original.content.bytes;
    phone.edit(asset, 'original', newContent(world, length), false);
  }
}

function applyToAlbum(
  world: SimulatedWorld,
  happening: Extract<PhoneHappening, { kind: 'album-removed' | 'album-renamed' | 'album-lies' }>,
): void {
  const { phone } = world;
  // The platform's own albums lie, too.
  const album =
    happening.kind === 'album-lies' ? at(phone.albums.all, happening.album) : albumAt(world, happening.album);
  if (album === undefined) return;
  if (happening.kind === 'album-lies') album.isLying = happening.isLying;
  else if (happening.kind === 'album-renamed') phone.renameAlbum(album, happening.name);
  else if (phone.flavour === 'ios') phone.removeAlbum(album);
}

const at = <Item>(items: readonly Item[], ordinal: number): Item | undefined => items[ordinal % items.length];

/** Of those that are on the phone. */
function assetAt(world: SimulatedWorld, ordinal: number): PhoneAsset | undefined {
  return at(
    world.phone.assets.filter((asset) => !asset.isDeleted),
    ordinal,
  );
}

/** Of those that a person fills. */
function albumAt(world: SimulatedWorld, ordinal: number): PhoneAlbum | undefined {
  return at(
    world.phone.albums.all.filter((album) => album.holds === undefined),
    ordinal,
  );
}

const newContent = (world: SimulatedWorld, sizeBytes: number): PhoneContent =>
  createContent(world.nextContentSeed(), sizeBytes);

/** Only iOS leaves originals in a cloud. */
function cloudOf({ phone }: SimulatedWorld, kind: CloudKind): Cloud {
  return kind === 'on-phone' || phone.flavour === 'android'
    ? { kind: 'on-phone' }
    : { kind: 'in-cloud', arrives: kind };
}

/** A library in which nothing is left is held for one whose disk is gone, so one asset always stays. */
function isDispensable({ phone }: SimulatedWorld, asset: PhoneAsset): boolean {
  const whole = phone.wholeOf(asset);
  return phone.assets.some((other) => !whole.includes(other) && !other.isOnCard && phone.isShown(other));
}

function limitAccess({ phone }: SimulatedWorld, oneIn: number): void {
  if (oneIn === 0 || phone.flavour === 'android') {
    phone.setShown(undefined);
    return;
  }
  const anchor = phone.assets.find((asset) => !asset.isDeleted && !asset.isOnCard);
  const shown = phone.assets.filter((asset) => asset === anchor || asset.ordinal % oneIn === 0);
  phone.setShown(new Set<AssetId>(shown.map((asset) => asset.id)));
}
