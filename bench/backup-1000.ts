import { spawn } from 'node:child_process';
import { createHash, randomFillSync } from 'node:crypto';
import { mkdir, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/**
 * 1,000 files of 300 KiB: the whole product beside its floor, in one run, turn by turn.
 *
 * The floor is a loop that reads, SHA-1s, writes, fsyncs and renames the same files: what any durable copy must do. The
 * product is `keepsake backup` as a process against the server as a process, on an empty server and an empty ledger.
 */
const FILE_COUNT = 1000;
const FILE_BYTES = 300 * 1024;
const ROUNDS = 3;

const SERVER = fileURLToPath(new URL('../apps/server/src/launch.ts', import.meta.url));
const AGENT = fileURLToPath(new URL('../apps/agent/src/main.ts', import.meta.url));
const ACCOUNT = { email: 'bench@example.org', password: 'bench-password' };

async function makeLibrary(folder: string): Promise<void> {
  await mkdir(folder);
  const bytes = Buffer.alloc(FILE_BYTES);
  for (let index = 0; index < FILE_COUNT; index += 1) {
    await writeFile(join(folder, `IMG_${String(index).padStart(4, '0')}.jpg`), randomFillSync(bytes));
  }
}

async function measureFloor(library: string, target: string): Promise<number> {
  await mkdir(target);
  const startedAt = performance.now();
  for (const name of await readdir(library)) {
    const bytes = await readFile(join(library, name));
    createHash('sha1').update(bytes).digest('hex');
    const handle = await open(join(target, `${name}.part`), 'wx');
    await handle.writeFile(bytes);
    await handle.sync();
    await handle.close();
    await rename(join(target, `${name}.part`), join(target, name));
  }
  return FILE_COUNT / ((performance.now() - startedAt) / 1000);
}

interface ProductFigures {
  readonly filesPerSecond: number;
  /** Of a second run over the same library, as a whole process. */
  readonly secondRunMs: number;
}

async function measureProduct(library: string, folder: string): Promise<ProductFigures> {
  const server = spawn(process.execPath, [SERVER], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, KEEPSAKE_PORT: '0', KEEPSAKE_DATA: join(folder, 'data') },
  });
  try {
    const url = await listeningUrl(server.stdout);
    const answer = await fetch(`${url}/api/auth/admin-sign-up`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...ACCOUNT, name: 'Bench' }),
    });
    await answer.body?.cancel();
    const home = join(folder, 'home');
    await agent(['login', url, '--email', ACCOUNT.email], home);
    const firstMs = await agent(['backup', library, '--json'], home);
    const secondRunMs = await agent(['backup', library, '--json'], home);
    return { filesPerSecond: FILE_COUNT / (firstMs / 1000), secondRunMs };
  } finally {
    server.kill('SIGTERM');
    await new Promise((resolve) => server.once('exit', resolve));
  }
}

/** Resolves with the milliseconds that the process took; fails unless it exits with 0. */
async function agent(words: readonly string[], home: string): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [AGENT, ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, KEEPSAKE_HOME: home, KEEPSAKE_PASSWORD: ACCOUNT.password },
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`keepsake ${words.join(' ')} ended with ${String(code)}`);
  return performance.now() - startedAt;
}

async function listeningUrl(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const url = /listening on (http\S+)/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('the server did not start');
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;

const root = await mkdtemp(join(tmpdir(), 'keepsake-bench-'));
try {
  const library = join(root, 'library');
  await makeLibrary(library);
  const floors: number[] = [];
  const products: ProductFigures[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const folder = join(root, `round-${round}`);
    await mkdir(folder);
    const floor = await measureFloor(library, join(folder, 'floor'));
    const product = await measureProduct(library, folder);
    floors.push(floor);
    products.push(product);
    console.log(
      `round ${round + 1}: floor ${floor.toFixed(0)} files/s, backup ${product.filesPerSecond.toFixed(0)} files/s, ` +
        `ratio ${(product.filesPerSecond / floor).toFixed(2)}; second run ${product.secondRunMs.toFixed(0)} ms`,
    );
    await rm(folder, { recursive: true });
  }
  const ratio = median(products.map((product, round) => product.filesPerSecond / (floors[round] as number)));
  console.log(
    `median: floor ${median(floors).toFixed(0)} files/s, backup ${median(products.map((p) => p.filesPerSecond)).toFixed(0)} files/s, ` +
      `ratio ${ratio.toFixed(2)}; second run ${median(products.map((p) => p.secondRunMs)).toFixed(0)} ms`,
  );
} finally {
  await rm(root, { recursive: true, force: true });
}
