import { Account } from '../account.ts';
import { countFiles, keptFiles } from '../kept-files.ts';
import { original } from '../original.ts';
import { SeededRandom } from '../seeded-random.ts';
import { startServer, type ServerProcess } from '../server-process.ts';
import { readOperations, type Operation } from './described-api.ts';
import { makeRequest } from './make-request.ts';
import { RandomValues } from './random-values.ts';
import { exchange } from './raw-exchange.ts';
import { writeRequest } from './write-request.ts';

export interface FuzzTrial {
  readonly seed: number;
  readonly requests: number;
}

export interface FuzzFigures {
  readonly operationCount: number;
  /** How often each status came; `closed`: none came, `hung`: neither an answer nor the end of the connection. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** The first requests that were answered 5xx, or not at all, as JSON texts. */
  readonly faults: readonly string[];
  readonly descriptorsBefore: number;
  readonly descriptorsAfter: number;
  readonly tempFilesBefore: number;
  readonly tempFilesAfter: number;
  /** Originals that no row names, or rows without their original. */
  readonly strayFiles: number;
  readonly peakRssBytes: number;
}

/** Requests in flight. */
const PARALLEL = 8;
/** After so many requests a new person is fuzzed, because the last one may have signed out, or been renamed. */
const REQUESTS_PER_PERSON = 500;
const MOST_FAULTS = 10;
const PASSWORD = 'correct horse battery';

/** Sends mutated requests over all routes, and looks what they left behind. */
export async function runFuzzTrial(
  dataDir: string,
  { seed, requests }: FuzzTrial,
  onProgress: (done: number) => void = () => undefined,
): Promise<FuzzFigures> {
  // So that requests can come from many addresses: sign-ins of one are soon slowed down.
  const server = await startServer(dataDir, { KEEPSAKE_TRUSTED_PROXIES: '127.0.0.1' });
  try {
    const administrator = await Account.signIn(server.url);
    const operations = await readOperations(server.url);
    administrator.close();
    const before = await tempState(server, dataDir);
    const outcomes = new Map<string, number>();
    const faults: string[] = [];
    for (let done = 0; done < requests; done += REQUESTS_PER_PERSON) {
      const count = Math.min(REQUESTS_PER_PERSON, requests - done);
      await fuzzPerson(server, administrator, operations, { seed: seed + done, count }, outcomes, faults);
      onProgress(done + count);
    }
    administrator.close();
    await settled(server, dataDir, before);
    const after = await tempState(server, dataDir);
    return {
      operationCount: operations.length,
      outcomes: Object.fromEntries([...outcomes].sort(([a], [b]) => a.localeCompare(b))),
      faults: faults.slice(0, MOST_FAULTS),
      descriptorsBefore: before.descriptors,
      descriptorsAfter: after.descriptors,
      tempFilesBefore: before.tempFiles,
      tempFilesAfter: after.tempFiles,
      strayFiles: (await keptFiles(dataDir)).size,
      peakRssBytes: await server.peakRssBytes(),
    };
  } finally {
    await server.stop('SIGTERM');
  }
}

/** Makes a person with some photos, fuzzes as that person and as nobody, and removes the person with all that is theirs. */
async function fuzzPerson(
  server: ServerProcess,
  administrator: Account,
  operations: readonly Operation[],
  { seed, count }: { readonly seed: number; readonly count: number },
  outcomes: Map<string, number>,
  faults: string[],
): Promise<void> {
  const random = new SeededRandom(seed);
  const email = `fuzzed-${seed}@example.org`;
  const made = await administrator.json('POST', '/admin/users', {
    email,
    password: PASSWORD,
    name: 'Fuzzed',
  });
  const person = await Account.signInAs(server.url, email, PASSWORD, { 'x-forwarded-for': '192.0.2.1' });
  const ids: string[] = [];
  for (let index = 0; index < 5; index++) {
    const { body } = await person.upload(original(seed * 10 + index, 2000));
    ids.push(String(body['id']));
  }
  const album = await person.json('POST', '/albums', { albumName: 'Fuzzed', assetIds: ids });
  ids.push(String(album.body['id']));
  const key = await person.json('POST', '/api-keys', { name: 'Fuzzed', permissions: ['all'] });
  const bySession = [['authorization', `Bearer ${person.token}`]] as const;
  const byKey = [['x-api-key', String(key.body['secret'])]] as const;
  // Mostly by key: a session is soon ended by one of the requests.
  const logins = [byKey, byKey, byKey, byKey, bySession, []];
  const values = new RandomValues(random, ids);
  let left = count;
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const draft = makeRequest(random.pick(operations), random.pick(logins), random, values);
      const bytes = writeRequest(draft, random);
      const outcome = await exchange(server.url, bytes);
      const name = outcome.kind === 'answered' ? String(outcome.status) : outcome.kind;
      outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
      if (outcome.kind === 'hung' || (outcome.kind === 'answered' && outcome.status >= 500))
        faults.push(JSON.stringify({ name, request: bytes.toString('latin1').slice(0, 2000) }));
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, one));
  person.close();
  const removed = await administrator.json('DELETE', `/admin/users/${String(made.body['id'])}`, {
    force: true,
  });
  if (removed.status !== 200 && removed.status !== 204)
    faults.push(`a person's removal was answered ${removed.status}`);
}

async function tempState(
  server: ServerProcess,
  dataDir: string,
): Promise<{ descriptors: number; tempFiles: number }> {
  const tempFiles = (await countFiles(dataDir, 'staging')) + (await countFiles(dataDir, 'uploads'));
  return { descriptors: await server.openDescriptors(), tempFiles };
}

/** Connections that were cut are noticed a moment later; a while is given, not the whole day. */
async function settled(
  server: ServerProcess,
  dataDir: string,
  before: { readonly descriptors: number; readonly tempFiles: number },
): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    const now = await tempState(server, dataDir);
    const files = await keptFiles(dataDir);
    if (now.descriptors <= before.descriptors && now.tempFiles <= before.tempFiles && files.size === 0)
      return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
