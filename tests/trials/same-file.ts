import { Account, type Answer } from './account.ts';
import { keptFiles } from './kept-files.ts';
import { original } from './original.ts';
import { startServer } from './server-process.ts';

/** What a server made of one file that came very often at once. */
export interface SameFileFigures {
  readonly createdCount: number;
  readonly duplicateCount: number;
  readonly otherAnswers: readonly Answer[];
  readonly assetCount: number;
  readonly fileCount: number;
  readonly usedBytes: number;
}

/** One same file, uploaded so many times at once: one asset, one file, charged once. */
export async function runSameFileTrial(
  dataDir: string,
  trial: { readonly seed: number; readonly parallel: number; readonly sizeBytes: number },
): Promise<SameFileFigures> {
  const server = await startServer(dataDir);
  try {
    const account = await Account.signIn(server.url);
    const file = original(trial.seed, trial.sizeBytes);
    const answers = await Promise.all(
      Array.from({ length: trial.parallel }, (_, index) =>
        account.upload(file, { deviceAssetId: `copy ${index}` }),
      ),
    );
    const ofStatus = (status: number): number => answers.filter((answer) => answer.status === status).length;
    const ids = new Set(answers.map(({ body }) => body['id']));
    const statistics = await account.json('GET', '/assets/statistics');
    const me = await account.json('GET', '/users/me');
    account.close();
    return {
      createdCount: ofStatus(201),
      duplicateCount: ofStatus(200),
      otherAnswers: answers.filter(({ status }) => status !== 200 && status !== 201),
      assetCount: Math.max(Number(statistics.body['total']), ids.size),
      fileCount: (await keptFiles(dataDir)).size,
      usedBytes: Number(me.body['quotaUsageInBytes']),
    };
  } finally {
    await server.stop('SIGTERM');
  }
}
