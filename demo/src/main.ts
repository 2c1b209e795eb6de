import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runAgent, startAgent } from './agent-process.ts';
import { dataFolderOf } from './data-folder.ts';
import { ensureDemoAccount, type AccountState, type DemoAccount } from './demo-account.ts';
import { EXIT, exitCodeOfServer } from './exit-codes.ts';
import { makeDemoLibrary } from './library/make-demo-library.ts';
import { HELP, parseOptions, type Options } from './options.ts';
import { problemOfFolder } from './own-folder.ts';
import { ServerLog } from './server-log.ts';
import { startServer } from './server-process.ts';

const DEMO_LIBRARY = 'demo-library';
/** The agent's codes for a command that was not understood, and for a folder that cannot be read. */
const USAGE = 2;
const NO_LIBRARY = 8;
/** The backup came to its end: everything, or all but some files. What is worth serving on. */
const ENDED_WELL: readonly number[] = [0, 3];

/** Server, account, backup, in one go: the whole product on one machine. */
async function run({ library, once, opensBrowser }: Options & { kind: 'run' }): Promise<number> {
  const dataFolder = dataFolderOf(process.env['KEEPSAKE_DATA'], library === undefined);
  if (library !== undefined) {
    // Before a server is spoken of that would end at once.
    const problem = await problemOfFolder(library, dataFolder);
    if (problem !== undefined) return complain(problem, NO_LIBRARY);
  }
  let folder: string;
  try {
    folder = library ?? (await demoLibrary());
  } catch (error) {
    return complain(sentenceOf(error), EXIT.demoLibrary);
  }

  // From here on a signal must not end this process before the server, which would be left behind.
  const stopAsked = untilSignalled();
  const log = new ServerLog(join(dataFolder, 'server.log'), (line) => void process.stderr.write(`${line}\n`));
  const sayNews = (): void => {
    const news = log.takeNews();
    if (news !== undefined) say(news);
  };
  const start = await startServer(log, { ...process.env, KEEPSAKE_DATA: dataFolder });
  if (start.kind === 'ended') return exitCodeOfServer(start.exitCode);
  const { server } = start;
  try {
    const accountFile = join(dataFolder, 'demo-account.json');
    const state = await ensureDemoAccount(server.url, accountFile);
    // Never KEEPSAKE_HOME: the person's own sign-in would be replaced.
    const homeFolder = join(dataFolder, 'demo-agent');
    const entry = await enter(state, { serverUrl: server.url, homeFolder, dataFolder, accountFile, once });
    if (typeof entry === 'number') return entry;

    if (stopAsked.isSignalled()) return 130;
    sayNews();
    const exitCode =
      entry === 'signed-in' ? await backUp(folder, { isDemo: library === undefined, homeFolder }) : 0;

    say(`\nYour server: ${server.url}`);
    if (state.kind === 'ready')
      say(`Sign in as   ${state.account.email}   password   ${state.account.password}`);
    else if ('email' in state) say(`Sign in as   ${state.email}   with the password that you chose`);
    say(`Originals    ${join(dataFolder, 'originals')}`);
    sayNews();
    if (once || stopAsked.isSignalled() || !ENDED_WELL.includes(exitCode)) return exitCode;
    say('\nThe server goes on serving. Ctrl-C stops it.');
    // Screens that cannot be shown say why; the server goes on without them.
    const screens = startAgent({
      words: ['ui', ...(opensBrowser ? [] : ['--no-open'])],
      homeFolder,
      environment: process.env,
      output: 'shown',
    });
    const ended = server.ended.then((code) => (code === 0 ? 0 : exitCodeOfServer(code)));
    try {
      return await Promise.race([ended, stopAsked.signalled.then(() => 0)]);
    } finally {
      screens.stop();
      await screens.ended;
    }
  } finally {
    server.stop();
    await server.ended;
    sayNews();
  }
}

interface Entering {
  readonly serverUrl: string;
  readonly homeFolder: string;
  readonly dataFolder: string;
  readonly accountFile: string;
  readonly once: boolean;
}

/** Signs the demo's agent in, unless it is; where only the person can, on the page, says so. A number: what the demo ends with, which is said. */
async function enter(
  state: AccountState,
  { serverUrl, homeFolder, dataFolder, accountFile, once }: Entering,
): Promise<'signed-in' | 'on-the-page' | number> {
  const isSignedIn = await isSignedInAt(serverUrl, homeFolder);
  if (state.kind === 'damaged') say(`The demo’s note of its own password, ${accountFile}, is damaged.`);
  if (isSignedIn) {
    if (state.kind === 'damaged') say('It is still signed in from an earlier start, and goes on with that.');
    return 'signed-in';
  }
  switch (state.kind) {
    case 'ready': {
      const loginCode = await signIn(serverUrl, homeFolder, state.account);
      return loginCode === 0 ? 'signed-in' : loginCode;
    }
    case 'not-ours':
      say(`The server in ${dataFolder} has accounts of its own. Start it with: npm run server`);
      say(`Then: npm run keepsake -- login ${serverUrl}   and   npm run keepsake -- backup FOLDER`);
      return EXIT.foreignAccounts;
    case 'damaged':
      say(`It cannot sign in to its server without it. What was backed up is safe in ${dataFolder}.`);
      say('Put that file back from a copy, or begin a new demo: KEEPSAKE_DATA=./new-data npm start');
      return EXIT.foreignAccounts;
    case 'other-password':
      say(`The password of ${state.email} was changed, and only you know the new one.`);
      break;
    case 'refused-for-now':
      say('The server lets nobody sign in for the moment: too many tried in vain. Wait half a minute.');
      break;
  }
  say(`${once ? 'Start it without --once, and sign' : 'Sign'} in on the page that opens.`);
  return once ? EXIT.foreignAccounts : 'on-the-page';
}

function backUp(
  folder: string,
  { isDemo, homeFolder }: { readonly isDemo: boolean; readonly homeFolder: string },
): Promise<number> {
  say(`Backing up ${folder}\n`);
  const exclusions = isDemo ? ['--exclude', 'Screenshots'] : [];
  const words = ['backup', folder, ...exclusions];
  return runAgent({ words, homeFolder, environment: process.env, output: 'shown' });
}

async function demoLibrary(): Promise<string> {
  const folder = resolve(DEMO_LIBRARY);
  say('Preparing the demo library…');
  await makeDemoLibrary(folder);
  return folder;
}

/** The sign-in of an earlier start is used again while it names this very server. */
async function isSignedInAt(serverUrl: string, homeFolder: string): Promise<boolean> {
  const known = await readFile(join(homeFolder, 'credentials.json'), 'utf8').catch(() => '');
  return known.includes(JSON.stringify(serverUrl));
}

async function signIn(serverUrl: string, homeFolder: string, account: DemoAccount): Promise<number> {
  return runAgent({
    words: ['login', serverUrl, '--email', account.email],
    homeFolder,
    environment: process.env,
    password: account.password,
    output: 'quiet',
  });
}

/** Takes Ctrl-C and its kin from now on. */
function untilSignalled(): { readonly signalled: Promise<void>; isSignalled(): boolean } {
  let isSignalled = false;
  const signalled = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        isSignalled = true;
        resolve();
      });
    }
  });
  return { signalled, isSignalled: () => isSignalled };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function complain(sentence: string, exitCode: number): number {
  process.stderr.write(`${sentence}\n`);
  return exitCode;
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  switch (options.kind) {
    case 'help':
      say(HELP);
      return 0;
    case 'invalid':
      return complain(options.sentence, USAGE);
    case 'run':
      return run(options);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = complain(sentenceOf(error), 1);
}
