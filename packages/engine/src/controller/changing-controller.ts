import type { BackupController } from './backup-controller.ts';
import type { BackupSnapshot } from './snapshot.ts';

/** A controller that stays the same while what is behind it changes: another library, another account. */
export interface ChangingController extends BackupController {
  /** Whoever observes is told of the other's snapshot at once. */
  become(next: BackupController): void;
}

/** Begins with `first`. */
export function createChangingController(first: BackupController): ChangingController {
  const observers = new Set<(snapshot: BackupSnapshot) => void>();
  let now = first;
  const tell = (snapshot: BackupSnapshot): void => {
    for (const observer of [...observers]) observer(snapshot);
  };
  let unsubscribe = now.subscribe(tell);
  return {
    become(next) {
      unsubscribe();
      now = next;
      unsubscribe = next.subscribe(tell);
      tell(next.snapshot());
    },
    snapshot: () => now.snapshot(),
    subscribe(onChange) {
      const observer = (snapshot: BackupSnapshot): void => onChange(snapshot);
      observers.add(observer);
      return () => observers.delete(observer);
    },
    scan: (options) => now.scan(options),
    start: (options) => now.start(options),
    cancel: (why) => now.cancel(why),
    readStatus: () => now.readStatus(),
    listAlbums: () => now.listAlbums(),
    chooseAlbums: (choices) => now.chooseAlbums(choices),
    readSettings: () => now.readSettings(),
    changeSettings: (settings) => now.changeSettings(settings),
    listAssets: (query) => now.listAssets(query),
    explain: (id) => now.explain(id),
    retry: (ids) => now.retry(ids),
    uploadAgain: (ids) => now.uploadAgain(ids),
    verify: (options) => now.verify(options),
    proposeFreeing: () => now.proposeFreeing(),
    freeSpace: (ids) => now.freeSpace(ids),
  };
}
