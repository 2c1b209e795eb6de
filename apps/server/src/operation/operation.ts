import type { Registry } from 'prom-client';
import type { Database } from '../database/open-database.ts';
import { DiskRoom } from './disk-room.ts';
import type { ReadDiskSpace } from './disk-space.ts';
import { createHealthCheck, type CheckHealth } from './health.ts';
import { createMetrics } from './metrics.ts';
import { measureStorage } from './storage-metrics.ts';

/** What keeps a server running, and tells how it runs. */
export interface Operation {
  /** The disk of the originals. */
  readonly diskSpace: ReadDiskSpace;
  /** Room on that disk for what is being received. */
  readonly room: DiskRoom;
  readonly health: CheckHealth;
  readonly metrics: Registry;
}

interface OperationDeps {
  readonly db: Database;
  readonly diskSpace: ReadDiskSpace;
  readonly minFreeBytes: number;
  readonly now: () => Date;
}

export function createOperation({ db, diskSpace, minFreeBytes, now }: OperationDeps): Operation {
  const room = new DiskRoom(diskSpace, minFreeBytes);
  const health = createHealthCheck({ db, diskSpace, room, now });
  const metrics = createMetrics();
  measureStorage(metrics, { db, diskSpace, room, health, now });
  return { diskSpace, room, health, metrics };
}
