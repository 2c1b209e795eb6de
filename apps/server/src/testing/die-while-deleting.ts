import { openDataFolder } from '../data-folder.ts';
import { createGroupCommit, type Commit } from '../database/group-commit.ts';
import { deleteChosen } from '../trash/delete-chosen.ts';

/**
 * A program for tests: deletes assets for good in a data folder, and dies of SIGKILL at a step on the way.
 * Its words: the folder, the owner's id, the step, the ids.
 */
const [dataDir = '', ownerId = '', step = '', ...ids] = process.argv.slice(2);

function dieAt(here: string): void {
  if (here === step) process.kill(process.pid, 'SIGKILL');
}

const folder = await openDataFolder(dataDir);
const groupCommit = createGroupCommit(folder.db);
const commit: Commit = async (work) => {
  const done = await groupCommit(async (trx) => {
    const result = await work(trx);
    dieAt('before-commit');
    return result;
  });
  dieAt('after-commit');
  return done;
};
const { store } = folder;
const remove = store.remove.bind(store);
let removed = 0;
store.remove = async (path) => {
  await remove(path);
  removed += 1;
  dieAt(`after-file-${removed}`);
};
const log = { warn: (details: object, sentence: string) => console.error(sentence, details) };
const deps = { db: folder.db, commit, store, namesInFlight: new Set<string>(), now: () => new Date() };
await deleteChosen(deps, ownerId, { ids, force: true }, log);
console.error(`it outlived the step ${step}`);
