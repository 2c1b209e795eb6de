import type { BackupController, BackupSnapshot, ConditionsState } from '@keepsake/engine';
import { LinkLost, type LinkState } from '../controller/agent-link.ts';
import type { AppPorts } from '../controller/app-ports.ts';
import type { PreferenceStore } from '../controller/preferences.ts';
import type { Watched } from '../controller/watched.ts';

/** The ports of a page that no agent opened: they answer nothing, and say so. */
export function unlinkedPorts(preferences: PreferenceStore, clock: AppPorts['clock']): AppPorts {
  return {
    controller: NO_CONTROLLER,
    account: { state: always({ kind: 'loading' }), findServer: lost, signIn: lost, signOut: lost },
    photos: {
      thumbnailOf: () => undefined,
      coverOf: () => undefined,
      search: lost,
      previewChoices: lost,
    },
    device: {
      kind: 'computer',
      name: undefined,
      canFreeSpace: false,
      conditions: always<ConditionsState>({
        network: 'unmetered',
        isRoaming: false,
        isLowData: false,
        isCharging: true,
      }),
      access: always({ kind: 'loading' }),
      askForAccess: lost,
      listFolders: lost,
      chooseFolders: lost,
    },
    history: { readDays: lost, readAlbums: lost },
    link: { state: always<LinkState>({ kind: 'refused' }), retry: () => undefined },
    preferences,
    clock,
  };
}

const lost = (): Promise<never> => Promise.reject(new LinkLost('this page was not opened by an agent'));

function always<Value>(value: Value): Watched<Value> {
  return { current: () => value, subscribe: () => () => undefined };
}

const NOTHING: BackupSnapshot = {
  activity: { kind: 'idle' },
  statistics: undefined,
  lastBackupAtMs: undefined,
  lastVerifiedAtMs: undefined,
  progress: undefined,
  transfers: [],
  storage: undefined,
  albumSync: undefined,
  lastOutcome: undefined,
};

const NO_CONTROLLER: BackupController = {
  snapshot: () => NOTHING,
  subscribe: () => () => undefined,
  scan: lost,
  start: lost,
  cancel: () => undefined,
  readStatus: lost,
  listAlbums: lost,
  chooseAlbums: lost,
  readSettings: lost,
  changeSettings: lost,
  listAssets: lost,
  explain: lost,
  retry: lost,
  uploadAgain: lost,
  verify: lost,
  proposeFreeing: lost,
  freeSpace: lost,
};
