import { useCallback, useSyncExternalStore } from 'react';
import type { BackupSnapshot } from '@keepsake/engine';
import { useWatchedSnapshot } from './AppPortsContext.tsx';
import type { Watched } from './watched.ts';

/** The value of now; the screen is drawn again when it changes. */
export function useWatched<Value>(watched: Watched<Value>): Value {
  const subscribe = useCallback((onChange: () => void) => watched.subscribe(onChange), [watched]);
  const current = useCallback(() => watched.current(), [watched]);
  return useSyncExternalStore(subscribe, current, current);
}

/**
 * One word or number of what the backup does: a long list is drawn again when that changes, and not ten times a second.
 * `select` is one function for good.
 */
export function useSnapshotPart<Part extends string | number | boolean | undefined>(
  select: (snapshot: BackupSnapshot) => Part,
): Part {
  const watched = useWatchedSnapshot();
  const subscribe = useCallback((onChange: () => void) => watched.subscribe(onChange), [watched]);
  const current = useCallback(() => select(watched.current()), [watched, select]);
  return useSyncExternalStore(subscribe, current, current);
}

/** What the backup does now, at most ten times a second. */
export function useSnapshot(): BackupSnapshot {
  return useWatched(useWatchedSnapshot());
}
