import { useQuery } from '@tanstack/react-query';
import { useAppPorts } from './AppPortsContext.tsx';
import type { AlbumUse, BackupDay } from './backup-history.ts';
import { ASKED, type Asked } from './questions.ts';

/** What was made safe on which day, from a moment on. */
export function useBackupDays(fromMs: number): Asked<readonly BackupDay[]> {
  const { history } = useAppPorts();
  return useQuery({ queryKey: [ASKED.history, 'days', fromMs], queryFn: () => history.readDays(fromMs) });
}

/** How much of which album is safe. */
export function useAlbumUse(): Asked<readonly AlbumUse[]> {
  const { history } = useAppPorts();
  return useQuery({ queryKey: [ASKED.history, 'albums'], queryFn: () => history.readAlbums() });
}
