import { createContext, use, useState, type ReactNode } from 'react';
import type { BackupController, BackupSnapshot } from '@keepsake/engine';
import type { AppPorts } from './app-ports.ts';
import { watchSnapshot } from './watch-snapshot.ts';
import type { Watched } from './watched.ts';

interface Given {
  readonly ports: AppPorts;
  readonly snapshot: Watched<BackupSnapshot>;
}

const Context = createContext<Given | undefined>(undefined);

/** Gives the screens within all that they know. The ports are those of its first rendering. */
export function AppPortsProvider({
  ports,
  children,
}: {
  readonly ports: AppPorts;
  readonly children: ReactNode;
}) {
  const [given] = useState<Given>(() => ({ ports, snapshot: watchSnapshot(ports.controller) }));
  return <Context value={given}>{children}</Context>;
}

function useGiven(): Given {
  const given = use(Context);
  if (given === undefined) throw new Error('A screen needs an AppPortsProvider around it.');
  return given;
}

/** The ports beside the controller, and it too. */
export function useAppPorts(): AppPorts {
  return useGiven().ports;
}

/** The commands of the backup; what it does is in `useSnapshot`. */
export function useController(): BackupController {
  return useGiven().ports.controller;
}

/** The snapshot as a watched value, for `useSnapshot`. */
export function useWatchedSnapshot(): Watched<BackupSnapshot> {
  return useGiven().snapshot;
}
