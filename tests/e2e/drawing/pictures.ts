import type { Page } from 'playwright-core';

/** One picture of docs/screens. */
export interface Picture {
  /** Its file begins with it. */
  readonly name: string;
  /** What stands above it in the index. */
  readonly title: string;
  /** Real agent, server and files, as `npm start` shows them; or a scenario of the simulated phone, for what cannot be reached there at will. */
  readonly from:
    'demo' | { readonly scenario: string; readonly safeCount?: number; readonly photoBytes?: number };
  readonly path: string;
  /** What is done on the page before it is drawn. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Every screen, in the order of the index. */
export const PICTURES: readonly Picture[] = [
  { name: 'backup', title: 'Backup: everything is safe', from: 'demo', path: '/' },
  {
    name: 'backup-uploading',
    title: 'Backup: photos are on their way',
    from: { scenario: 'half-way' },
    path: '/',
  },
  {
    name: 'backup-waiting',
    title: 'Backup: waiting for Wi-Fi',
    from: { scenario: 'waiting-for-wi-fi' },
    path: '/',
  },
  { name: 'albums', title: 'Albums', from: 'demo', path: '/albums' },
  { name: 'uploading', title: 'Uploading', from: { scenario: 'half-way' }, path: '/uploading' },
  { name: 'failed', title: 'Failed uploads', from: { scenario: 'failed-variously' }, path: '/failed' },
  { name: 'failed-none', title: 'Failed uploads: none', from: 'demo', path: '/failed' },
  { name: 'photos', title: 'The list behind a number', from: 'demo', path: '/photos/safe' },
  { name: 'search', title: 'Search', from: 'demo', path: '/search', prepare: searchFor('sardinia') },
  {
    name: 'why',
    title: 'Why: the answer about one photo',
    from: 'demo',
    path: '/photos/safe',
    prepare: openFirstPhoto,
  },
  { name: 'settings', title: 'Settings', from: { scenario: 'computer' }, path: '/settings' },
  {
    name: 'password',
    title: 'A password of one’s own',
    from: { scenario: 'given-password' },
    path: '/password',
  },
  {
    name: 'statistics',
    title: 'Statistics',
    from: { scenario: 'weeks', photoBytes: 300_000 },
    path: '/activity',
  },
  {
    name: 'verify',
    title: 'Verify and free space',
    from: { scenario: 'can-free-space', safeCount: 900, photoBytes: 120_000 },
    path: '/verify',
  },
  {
    name: 'free-space',
    title: 'Free space: the second look',
    from: { scenario: 'can-free-space', safeCount: 900, photoBytes: 120_000 },
    path: '/free-space',
  },
  {
    name: 'welcome-1-server',
    title: 'Welcome: your server',
    from: { scenario: 'first-run-computer' },
    path: '/welcome',
    prepare: writeAddress,
  },
  {
    name: 'welcome-2-sign-in',
    title: 'Welcome: sign in',
    from: { scenario: 'first-run-computer' },
    path: '/welcome',
    prepare: reachSignIn,
  },
  {
    name: 'welcome-3-albums',
    title: 'Welcome: what is backed up',
    from: { scenario: 'first-run', photoBytes: 2_600_000 },
    path: '/welcome',
    prepare: reachAlbums,
  },
  {
    name: 'welcome-4-begin',
    title: 'Welcome: the first backup',
    from: { scenario: 'first-run', photoBytes: 2_600_000 },
    path: '/welcome',
    prepare: reachBegin,
  },
];

function searchFor(text: string) {
  return async (page: Page): Promise<void> => {
    await page.locator('[role="main"] input').fill(text);
    await page.getByRole('main').getByRole('link').first().waitFor();
  };
}

async function openFirstPhoto(page: Page): Promise<void> {
  await page.locator('[role="main"] a[href*="/why/"]').first().click();
  await page.waitForURL(/\/why\//);
}

async function writeAddress(page: Page): Promise<void> {
  await page.getByRole('textbox').fill('photos.example.org');
  await page.locator('[role="main"] [role="button"]:not([aria-disabled="true"])').last().waitFor();
}

/** The button that leads on is the last of each step. */
async function goOn(page: Page, to: RegExp): Promise<void> {
  await page.locator('button:not([disabled]):visible').last().click();
  await page.waitForURL(to);
}

async function reachSignIn(page: Page): Promise<void> {
  await writeAddress(page);
  await goOn(page, /sign-in/);
  await page.getByRole('textbox').first().fill('ada@example.org');
}

async function reachAlbums(page: Page): Promise<void> {
  await reachSignIn(page);
  await page.locator('input[type="password"]').fill('made for the picture');
  await goOn(page, /albums/);
}

async function reachBegin(page: Page): Promise<void> {
  await reachAlbums(page);
  await goOn(page, /begin/);
}
