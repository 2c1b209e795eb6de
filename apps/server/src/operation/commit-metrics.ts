import { Gauge, Histogram, type Registry } from 'prom-client';
import type { CommitObserver } from '../database/group-commit.ts';

/** Measures how much work waits for the database, and how much of it shares one wait for the disk. */
export function measureCommits(registry: Registry): CommitObserver {
  const waiting = new Gauge({
    name: 'keepsake_commit_queue',
    help: 'Assets that lie on the disk and wait for their transaction.',
    registers: [registry],
  });
  const sizes = new Histogram({
    name: 'keepsake_commit_batch_size',
    help: 'Assets that shared one transaction.',
    buckets: [1, 2, 4, 8, 16, 32, 64],
    registers: [registry],
  });
  return {
    queued: (jobs) => waiting.set(jobs),
    committing: (jobs) => sizes.observe(jobs),
  };
}
