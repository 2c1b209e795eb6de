import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConditionsState } from '@keepsake/engine';
import type { Browser, BrowserContext, BrowserContextOptions, LaunchOptions, Page } from 'playwright-core';
import { beforeAll } from 'vitest';
import { prepareScreens } from '../../apps/agent/src/ui/screens-build/prepare-screens.ts';
import { ACCOUNT, it as itInHouse, type House, type ProcessOptions } from '../house/house.ts';
import { chooseEverything, openUi, type Ui } from '../house/ui.ts';
import { openHoldingProxy, type HoldingProxy } from '../house/holding-proxy.ts';
import type { Spawned } from '../house/spawned.ts';
import { openBrowser } from './browser.ts';

const HOUSE = join(import.meta.dirname, '../..');
const SCREENS = join(HOUSE, 'apps/mobile/dist/web');

/** What a page may take for one thing, on a slow machine that does others besides. */
const PATIENCE_MS = 30_000;
/** Each test here starts two servers and a page, which takes seconds even where nothing else runs. */
export const E2E_TIMEOUT_MS = 90_000;

/** The real build, as `keepsake ui` makes it; once for all files. */
beforeAll(async () => {
  await prepareScreens({
    houseFolder: HOUSE,
    screensFolder: SCREENS,
    environment: process.env,
    onBuild: () => undefined,
    signal: new AbortController().signal,
  });
}, 300_000);

/** Keepsake on one computer: server, agent, folder, and a browser in front of it. */
export class App {
  readonly house: House;
  readonly #browser: Browser;
  readonly #contexts: BrowserContext[] = [];
  #ui: Ui | undefined;

  constructor(house: House, browser: Browser) {
    house.longestLifeMs = E2E_TIMEOUT_MS - 5_000;
    this.house = house;
    this.#browser = browser;
  }

  get origin(): string {
    return this.#running.origin;
  }

  get #running(): Ui {
    if (this.#ui === undefined) throw new Error('the agent was not started');
    return this.#ui;
  }

  get #conditionsFile(): string {
    return join(this.house.folder, 'conditions.json');
  }

  /** `keepsake ui`, with the real screens; again where it was killed. */
  async startAgent({ isBound = false }: Pick<ProcessOptions, 'isBound'> = {}): Promise<void> {
    const env = { KEEPSAKE_SCREENS: '', KEEPSAKE_CONDITIONS: this.#conditionsFile };
    this.#ui = await openUi(this.house, [], { env, isBound });
  }

  /** What the agent finds of network and power within a second; what is not said is as it is on this computer. */
  async simulate(conditions: Partial<ConditionsState>): Promise<void> {
    // Whole, or not at all.
    await writeFile(`${this.#conditionsFile}.new`, JSON.stringify(conditions));
    await rename(`${this.#conditionsFile}.new`, this.#conditionsFile);
  }

  /** As when it crashes. */
  async killAgent(): Promise<void> {
    this.#running.process.kill('SIGKILL');
    await this.#running.process.ended;
  }

  /**
   * Server and agent, signed in, with all of the library chosen; nothing is backed up until somebody says so. The agent
   * reaches the server where `through` says.
   */
  async settle({
    through = (url) => url,
    ...how
  }: {
    readonly through?: (serverUrl: string) => Promise<string> | string;
    readonly isBound?: boolean;
  } = {}): Promise<{ readonly server: Spawned }> {
    const [server] = await Promise.all([this.house.startServer(), this.startAgent(how)]);
    const ports = this.#running.connect();
    await ports.account.signIn(await through(this.house.serverUrl), { kind: 'first-account', ...ACCOUNT });
    await ports.controller.changeSettings({ backgroundBackup: false });
    await ports.device.chooseFolders([this.house.library]);
    await chooseEverything(ports);
    // A choice is counted with the next look at the library.
    await ports.controller.scan();
    this.#running.close();
    return { server };
  }

  /** A browser of its own that is let in by a link, and shows the first screen. */
  async openPage(options: BrowserContextOptions = {}, browser = this.#browser): Promise<Page> {
    const page = await this.enter(options, browser);
    await page.getByRole('switch').first().waitFor();
    return page;
  }

  /** A browser of its own that was let in by a link. */
  async enter(options: BrowserContextOptions = {}, browser = this.#browser): Promise<Page> {
    const context = await browser.newContext({ locale: 'en-GB', ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    this.#contexts.push(context);
    const page = await context.newPage();
    await page.goto(await this.makeLink());
    return page;
  }

  /** Another tab of the same browser, with the first screen. */
  async anotherPage(first: Page): Promise<Page> {
    const page = await first.context().newPage();
    await page.goto(this.origin);
    await page.getByRole('switch').first().waitFor();
    return page;
  }

  /** As a second `keepsake ui` gets it. */
  async makeLink(): Promise<string> {
    const headers = { 'content-type': 'application/json' };
    const answer = await this.#running.fetch('/local/v1/make-link', { method: 'POST', headers, body: '{}' });
    return ((await answer.json()) as { link: string }).link;
  }

  /** When a file was last tried that failed, as the agent knows it; 0: it has not failed. */
  async failedAtMs(fileName: string): Promise<number> {
    const { controller } = this.#running.connect();
    const failed = await controller.listAssets({
      kind: 'listed',
      standing: undefined,
      settlement: 'failed',
      after: undefined,
      limit: 100,
    });
    this.#running.close();
    const found = failed.find(({ asset }) => asset.original.fileName === fileName)?.settlement;
    return found?.kind === 'failed' ? found.failure.atMs : 0;
  }

  async close(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.close()));
  }
}

/** `it` with Keepsake on a computer of its own for each test, and one Chromium for each file. */
export const it = itInHouse.extend<{
  browser: Browser;
  /** Opens a Chromium that is started otherwise than the one of the file. */
  browserWith: (how: LaunchOptions) => Promise<Browser>;
  app: App;
  /** Opens proxies before a server, which hold what is uploaded. */
  held: (...how: Parameters<typeof openHoldingProxy>) => Promise<HoldingProxy>;
}>({
  browser: [
    async ({}, use) => {
      const browser = await openBrowser();
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
  browserWith: async ({}, use) => {
    const browsers: Browser[] = [];
    await use(async (how) => {
      const browser = await openBrowser(how);
      browsers.push(browser);
      return browser;
    });
    await Promise.all(browsers.map((browser) => browser.close()));
  },
  app: async ({ house, browser }, use) => {
    const app = new App(house, browser);
    await use(app);
    await app.close();
  },
  held: async ({}, use) => {
    const proxies: HoldingProxy[] = [];
    await use(async (...how) => {
      const proxy = await openHoldingProxy(...how);
      proxies.push(proxy);
      return proxy;
    });
    for (const proxy of proxies) proxy.close();
  },
});
