import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Account, HungUp } from './account.ts';
import { original } from './original.ts';
import { SeededRandom } from './seeded-random.ts';
import { startServer } from './server-process.ts';

export interface MemoryTrial {
  readonly seed: number;
  /** Uploads at once, about half of which hang up on the way. */
  readonly parallel: number;
  readonly sizeBytes: number;
  /** One more upload, alone, afterwards. */
  readonly largeBytes: number;
}

export interface MemoryFigures {
  readonly peakRssBytes: number;
  readonly keptCount: number;
  readonly hungUpCount: number;
  readonly descriptorsBefore: number;
  readonly descriptorsAfter: number;
  readonly stagedFiles: number;
}

/** Many large uploads at once, some of which are cut off, and a very large one: how much memory does the server take? */
export async function runMemoryTrial(dataDir: string, trial: MemoryTrial): Promise<MemoryFigures> {
  const server = await startServer(dataDir);
  try {
    const account = await Account.signIn(server.url);
    await account.json('GET', '/users/me');
    account.close();
    const descriptorsBefore = await server.openDescriptors();
    const random = new SeededRandom(trial.seed);
    const uploads = Array.from({ length: trial.parallel }, (_, index) => ({
      original: original(trial.seed * 1000 + index, trial.sizeBytes, 'mp4'),
      cutAfterBytes: random.chance(0.5) ? random.between(0, trial.sizeBytes) : undefined,
    }));
    let keptCount = 0;
    let hungUpCount = 0;
    const settled = await Promise.allSettled(
      uploads.map(async ({ original: file, cutAfterBytes }) => {
        try {
          const { status } = await account.upload(file, cutAfterBytes === undefined ? {} : { cutAfterBytes });
          if (status !== 201) throw new Error(`an upload was answered ${status}`);
          keptCount += 1;
        } catch (error) {
          if (!(error instanceof HungUp)) throw error;
          hungUpCount += 1;
        }
      }),
    );
    for (const result of settled) if (result.status === 'rejected') throw result.reason;
    const { status } = await account.upload(original(trial.seed, trial.largeBytes, 'mov'));
    if (status !== 201) throw new Error(`the large upload was answered ${status}`);
    const kept = await account.json('GET', '/assets/statistics');
    if (kept.body['total'] !== keptCount + 1) throw new Error(`${String(kept.body['total'])} are kept`);
    account.close();
    await new Promise((resolve) => setTimeout(resolve, 500));
    return {
      peakRssBytes: await server.peakRssBytes(),
      keptCount,
      hungUpCount,
      descriptorsBefore,
      descriptorsAfter: await server.openDescriptors(),
      stagedFiles: (await readdir(join(dataDir, 'staging'))).length,
    };
  } finally {
    await server.stop('SIGTERM');
  }
}
