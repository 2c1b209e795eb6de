import { Account, HungUp } from './account.ts';
import { keptFiles } from './kept-files.ts';
import { original } from './original.ts';
import { SeededRandom } from './seeded-random.ts';
import { startServer } from './server-process.ts';

export interface QuotaTrial {
  readonly seed: number;
  readonly quotaBytes: number;
  /** Uploads at once, of sizes up to a tenth of the quota; some hang up on the way. */
  readonly parallel: number;
}

export interface QuotaFigures {
  readonly keptCount: number;
  readonly refusedCount: number;
  readonly hungUpCount: number;
  /** Answers that are neither "kept" nor "quota exceeded". */
  readonly otherAnswers: readonly unknown[];
  /** The most that the account was ever seen to use while uploads ran. */
  readonly mostUsedBytes: number;
  readonly usedBytes: number;
  readonly fileBytes: number;
  /** An upload of exactly the room that was left, and one of a byte when none was. */
  readonly lastFit: number;
  readonly oneByteMore: number;
}

/** Uploads that race for the room of one account: it is never passed, and it can be used to its last byte. */
export async function runQuotaTrial(dataDir: string, trial: QuotaTrial): Promise<QuotaFigures> {
  const server = await startServer(dataDir, { KEEPSAKE_DEFAULT_QUOTA: String(trial.quotaBytes) });
  try {
    const account = await Account.signIn(server.url);
    const usedNow = async (): Promise<number> =>
      Number((await account.json('GET', '/users/me')).body['quotaUsageInBytes']);
    const random = new SeededRandom(trial.seed);
    const figures = { keptCount: 0, refusedCount: 0, hungUpCount: 0, mostUsedBytes: 0 };
    const otherAnswers: unknown[] = [];
    const upload = async (index: number): Promise<void> => {
      const sizeBytes = random.between(1, Math.floor(trial.quotaBytes / 10));
      const cut = random.chance(0.2) ? { cutAfterBytes: random.between(0, sizeBytes) } : {};
      try {
        const answer = await account.upload(original(trial.seed * 1000 + index, sizeBytes), cut);
        if (answer.status === 201) figures.keptCount += 1;
        else if (answer.body['code'] === 'quota-exceeded') figures.refusedCount += 1;
        else otherAnswers.push(answer);
      } catch (error) {
        if (!(error instanceof HungUp)) throw error;
        figures.hungUpCount += 1;
      }
      figures.mostUsedBytes = Math.max(figures.mostUsedBytes, await usedNow());
    };
    await Promise.all(Array.from({ length: trial.parallel }, (_, index) => upload(index)));
    // Room of those that hung up is free again as soon as the server has seen it.
    await new Promise((resolve) => setTimeout(resolve, 500));
    const room = trial.quotaBytes - (await usedNow());
    const lastFit = room === 0 ? 201 : (await account.upload(original(trial.seed * 1000 + 998, room))).status;
    const oneByteMore = (await account.upload(original(trial.seed * 1000 + 999, 1))).status;
    const usedBytes = await usedNow();
    account.close();
    const fileBytes = [...(await keptFiles(dataDir)).values()].reduce((sum, size) => sum + size, 0);
    return { ...figures, otherAnswers, usedBytes, fileBytes, lastFit, oneByteMore };
  } finally {
    await server.stop('SIGTERM');
  }
}
