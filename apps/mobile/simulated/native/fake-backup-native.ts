import type { AssetId, ConditionsState } from '@keepsake/engine';
import { filesOf, shownAsset, type PhoneAsset, type SimulatedPhone } from '@keepsake/testkit';
import type {
  BackupNative,
  BackupNativeEvents,
  Edition,
  NativeConditions,
  OriginalFacts,
  PartDescription,
} from '../../modules/backup-native/src/index.ts';
import { createFakeOriginals, nativeError } from './fake-originals.ts';
import { isUntrusted } from './is-untrusted.ts';
import { addressOf, idOf, natively, notImitated, type PhoneWorld } from './phone-world.ts';
import { createdAtMsOf, isListed, modifiedAtMsOf, unlistedInBurst } from './media-facts.ts';

/** The native module over a simulated phone, as far as backing up needs it; runs and transfers have imitations of their own. */
export function createFakeBackupNative(world: PhoneWorld): BackupNative {
  const { phone } = world;
  const listeners = new Map<keyof BackupNativeEvents, Set<(event: never) => void>>();
  const tell = <Name extends keyof BackupNativeEvents>(name: Name, event: BackupNativeEvents[Name]): void => {
    for (const listener of listeners.get(name) ?? []) (listener as (event: unknown) => void)(event);
  };
  world.conditions.subscribe((state) => tell('onConditionsChanged', nativeConditionsOf(state)));

  const requirePermission = (): void => {
    if (!phone.isPermitted) throw nativeError('permission-lost', 'the permission was taken back');
  };

  return {
    ...createFakeOriginals(world, (progress) => tell('onWorkProgress', progress)),
    describeOriginals: (assetIds, checkOnDevice) =>
      natively(world, () => {
        requirePermission();
        if (assetIds.length > 500) throw nativeError('invalid-argument', 'too many at once');
        return assetIds.flatMap((assetId) => {
          const asset = phone.asset(idOf(assetId) as AssetId);
          return asset === undefined || asset.besides !== undefined || !phone.isShown(asset)
            ? []
            : [describe(asset, assetId, checkOnDevice, phone)];
        });
      }),
    findBurstPhotos: (assetIds) =>
      natively(world, () => {
        requirePermission();
        if (assetIds.length > 500) throw nativeError('invalid-argument', 'too many at once');
        const asked = assetIds.flatMap((assetId) => phone.asset(idOf(assetId) as AssetId) ?? []);
        return asked
          .filter((asset) => isListed(asset) && phone.isShown(asset))
          .flatMap((asset) => unlistedInBurst(asset, phone))
          .map((asset) => ({
            assetId: asset.id,
            createdAtMs: createdAtMsOf(asset, phone),
            modifiedAtMs: modifiedAtMsOf(asset),
            isFavorite: asset.isFavorite,
          }));
      }),
    readChanges: (token) =>
      natively(world, () => {
        requirePermission();
        return changesSince(phone, token);
      }),
    findEverythingAlbum: () => natively(world, () => (phone.flavour === 'ios' ? 'recents/L0/040' : null)),
    isUntrusted,
    readConditions: () => nativeConditionsOf(world.conditions.current()),
    addListener(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(listener);
      return { remove: () => void set.delete(listener) };
    },
    scheduleRuns: notImitated,
    unscheduleRuns: notImitated,
    requestRun: notImitated,
    takeRuns: notImitated,
    finishRun: notImitated,
    showRunProgress: notImitated,
    mayRunInBackground: notImitated,
    askToRunInBackground: notImitated,
    enqueueTransfer: notImitated,
    listTransfers: notImitated,
    cancelTransfers: notImitated,
    acknowledgeTransfers: notImitated,
  };
}

function describe(
  asset: PhoneAsset,
  assetId: string,
  checkOnDevice: boolean,
  phone: SimulatedPhone,
): OriginalFacts {
  const isOnDevice = checkOnDevice || phone.flavour === 'android' ? asset.cloud.kind === 'on-phone' : null;
  const whole = phone.wholeOf(asset);
  const isEdited = whole.some(isUnedited);
  return {
    assetId,
    createdAtMs: asset.createdAtMs,
    modifiedAtMs: modifiedAtMsOf(asset),
    isWhole: unlistedInBurst(asset, phone).length === 0,
    volume: phone.flavour === 'ios' ? null : asset.isOnCard ? '1a2b-3c4d' : 'external_primary',
    parts: whole.flatMap((each) =>
      filesOf(each).map((file, index): PartDescription => ({
        role: index === 0 ? 'original' : 'motion',
        edition: editionOf(each, isEdited),
        fileName: file.fileName,
        sizeBytes: asset.tellsSize ? file.content.bytes.length : null,
        isOnDevice,
      })),
    ),
  };
}

/** What the camera wrote of a photo that was edited since. */
const isUnedited = ({ id }: PhoneAsset): boolean => id.endsWith('#unedited');

function editionOf(asset: PhoneAsset, isEdited: boolean): Edition {
  if (asset.besides !== undefined) return isUnedited(asset) ? 'unedited' : 'alternate';
  return isEdited ? 'current' : 'unedited';
}

/** What was shown under each token: of each asset all that is told of it. */
const SHOWN = new WeakMap<SimulatedPhone, Map<string, ReadonlyMap<string, string>>>();

function changesSince(
  phone: SimulatedPhone,
  token: string | null,
): Awaited<ReturnType<BackupNative['readChanges']>> {
  const tokens = SHOWN.get(phone) ?? new Map<string, ReadonlyMap<string, string>>();
  SHOWN.set(phone, tokens);
  const isIos = phone.flavour === 'ios';
  const now = new Map(
    phone.assets
      // Which of them a person shows is no change of Android's library.
      .filter((asset) => asset.besides === undefined && (isIos ? phone.isShown(asset) : phone.isThere(asset)))
      .map(
        (asset) =>
          [addressOf(asset.id, phone), JSON.stringify([shownAsset(asset), [...asset.albums]])] as const,
      ),
  );
  const last = [...tokens].at(-1);
  const isSame = last !== undefined && sameMaps(last[1], now);
  const next = isSame ? last[0] : `token-${tokens.size + 1}`;
  if (!isSame) tokens.set(next, now);
  const before = token === null ? undefined : tokens.get(token);
  if (before === undefined)
    return {
      token: next,
      isComplete: false,
      changedIds: [],
      deletedIds: isIos ? [] : null,
      areAlbumsChanged: null,
    };
  const idIn = (address: string): string =>
    isIos ? idOf(address) : address.slice(address.lastIndexOf('/') + 1);
  return {
    token: next,
    isComplete: true,
    changedIds: [...now].filter(([id, what]) => before.get(id) !== what).map(([id]) => idIn(id)),
    deletedIds: isIos ? [...before.keys()].filter((id) => !now.has(id)).map(idIn) : null,
    areAlbumsChanged: isIos ? next !== token : null,
  };
}

const sameMaps = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean =>
  one.size === other.size && [...one].every(([id, what]) => other.get(id) === what);

/** As a platform tells it: which network it is, and whether its bytes are counted. */
function nativeConditionsOf({
  network,
  isRoaming,
  isLowData,
  isCharging,
}: ConditionsState): NativeConditions {
  return {
    network: network === 'none' ? 'none' : network === 'metered' ? 'cellular' : 'wifi',
    isMetered: network === 'metered',
    isRoaming,
    isLowData,
    isCharging,
    isLowPower: false,
    batteryLevel: 0.5,
  };
}
