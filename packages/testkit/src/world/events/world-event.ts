import type { AlbumChoice, Settings } from '@keepsake/engine';
import type { StoreFailing } from '../device/store-failing.ts';
import type { NetworkKind } from '../net/simulated-network.ts';
import type { FaultTarget, ServerFault } from '../net/server-faults.ts';
import type { ChangeTelling } from '../phone/change-bell.ts';
import type { CardState } from '../phone/card-state.ts';

/**
 * Something that happens to a simulated world, as plain data, so that a list of them can be written down and shortened.
 *
 * Assets and albums are named by ordinals, modulo what there is then: a list from which some were taken still makes sense.
 */
export type WorldEvent = WorldHappening & {
  /** Time that passes before the next event. */
  readonly thenMs: number;
};

export type WorldHappening = PhoneHappening | PersonHappening | DeviceHappening | ServerHappening;

export type PhoneHappening =
  | {
      readonly kind: 'photo-taken';
      readonly sort: 'photo' | 'raw' | 'video' | 'live' | 'other' | 'empty';
      readonly sizeBytes: number;
      readonly ageDays: number;
      readonly album: number;
      readonly cloud: CloudKind;
      readonly tellsSize: boolean;
    }
  /** Another asset with the same bytes; of a motion part: as a video of its own. */
  | {
      readonly kind: 'photo-copied';
      readonly asset: number;
      readonly part: PartName;
      readonly album: number;
    }
  /** `sizeBytes` undefined: as many bytes as before. */
  | {
      readonly kind: 'photo-edited';
      readonly asset: number;
      readonly part: PartName;
      readonly sizeBytes: number | undefined;
      readonly keepsTime: boolean;
    }
  /** When it is read next, in the middle. */
  | {
      readonly kind: 'photo-changed-while-read';
      readonly asset: number;
      readonly what: 'edited' | 'touched' | 'deleted';
    }
  | {
      readonly kind:
        | 'photo-touched'
        | 'photo-reverted'
        | 'photo-deleted'
        | 'photo-undeleted'
        | 'photo-favourited'
        | 'photo-mended';
      readonly asset: number;
    }
  | { readonly kind: 'photo-moved' | 'photo-left'; readonly asset: number; readonly album: number }
  | { readonly kind: 'photo-clouded'; readonly asset: number; readonly cloud: CloudKind }
  | {
      readonly kind: 'photo-broken';
      readonly asset: number;
      readonly code: 'file-unreadable' | 'read-failed' | 'device-full';
      readonly atByte: number | undefined;
    }
  | { readonly kind: 'album-made'; readonly name: string; readonly isOnCard: boolean }
  | { readonly kind: 'album-removed'; readonly album: number }
  | { readonly kind: 'album-renamed'; readonly album: number; readonly name: string }
  | { readonly kind: 'album-lies'; readonly album: number; readonly isLying: boolean }
  | { readonly kind: 'permission'; readonly isGiven: boolean }
  /** One in so many assets is shown; 0: all. */
  | { readonly kind: 'access'; readonly oneIn: number }
  | { readonly kind: 'card'; readonly card: CardState }
  | { readonly kind: 'changes-told'; readonly telling: ChangeTelling };

export type PartName = 'original' | 'motion';
export type CloudKind = 'on-phone' | 'fast' | 'slowly' | 'never' | 'not';

export type PersonHappening =
  | { readonly kind: 'album-chosen'; readonly album: number; readonly choice: AlbumChoice }
  | { readonly kind: 'settings-changed'; readonly settings: Partial<Settings> }
  | { readonly kind: 'backup-wanted'; readonly isOverMeteredAllowed: boolean }
  | { readonly kind: 'verify-wanted'; readonly isDeep: boolean }
  | { readonly kind: 'cancelled' | 'retry-wanted' | 'upload-again-wanted' | 'space-freed' };

export type DeviceHappening =
  | { readonly kind: 'background-run'; readonly budgetMs: number }
  /** At the n-th step of its life from now. */
  | { readonly kind: 'killed'; readonly role: 'app' | 'worker' | 'agent'; readonly afterSteps: number }
  /** The platform freezes it in the middle of what it does. */
  | { readonly kind: 'suspended'; readonly role: 'app' | 'worker' | 'agent'; readonly forMs: number }
  | ({ readonly kind: 'store-fails'; readonly store: 'ledger' | 'lease' } & StoreFailing)
  /** 0: as fast as ever. */
  | { readonly kind: 'store-slow'; readonly store: 'ledger' | 'lease'; readonly slowMs: number }
  | { readonly kind: 'stores-heal' }
  | { readonly kind: 'rebooted' | 'time-passed' }
  | { readonly kind: 'clock-jumped'; readonly byMs: number }
  | {
      readonly kind: 'network';
      readonly to: NetworkKind;
      readonly bytesPerSecond: number;
      readonly carriesOver: boolean;
    }
  | { readonly kind: 'low-data'; readonly isOn: boolean }
  | { readonly kind: 'power'; readonly isCharging: boolean };

export type ServerHappening =
  | {
      readonly kind: 'server-fails';
      readonly target: FaultTarget;
      readonly fault: ServerFault;
      readonly times: number;
    }
  /** Of this photo, whenever it is sent, after so many bytes; it is back after so long. */
  | {
      readonly kind: 'server-dies-of';
      readonly asset: number;
      readonly afterBytes: number;
      readonly forMs: number;
    }
  | { readonly kind: 'server-heals' }
  /** What is left for more; null: no limit. */
  | { readonly kind: 'quota'; readonly spareBytes: number | null }
  | { readonly kind: 'server-disk'; readonly isFull: boolean }
  | { readonly kind: 'login'; readonly isGood: boolean }
  | {
      readonly kind: 'server-loses';
      readonly asset: number;
      readonly how: 'trashed' | 'erased' | 'rotten';
      /** Of a Live Photo the hidden part alone; undefined: all of it. */
      readonly part?: 'motion';
    }
  /** From a copy of its data that was made before the last so many assets came. */
  | { readonly kind: 'server-put-back'; readonly lostCount: number }
  | { readonly kind: 'uploads-expired' }
  | { readonly kind: 'other-device-uploads'; readonly asset: number };
