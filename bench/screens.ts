import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { openBrowser } from '../tests/e2e/browser.ts';
import { buildSimulatedPage, serveSimulatedPage } from '../tests/e2e/simulated-page.ts';

/*
 * `npm run bench:screens`: scrolls the long lists of the app in Chromium while an upload goes on and tells of it ten times
 * a second: 100,000 photos, 2,000 albums, 10,000 failed; and a list of plain lines as the floor. How many frames come in time, and how much of a list is drawn at once.
 */

const PHOTOS = 100_000;
const PICTURES = 40;
const SECONDS = 8;
/** Pixels a second: a hard push with the finger. */
const SPEED = 4_000;
/** A frame of 60 a second takes 16.7 ms; one that takes longer than this came too late for the next. */
const LATE_MS = 25;

const LISTS = [
  { name: '100,000 photos', path: '/photos/all' },
  { name: '2,000 albums', path: '/albums' },
  { name: '10,000 failed', path: '/failed' },
] as const;

interface Scrolled {
  readonly frames: readonly number[];
  readonly longTasks: readonly number[];
  readonly mostNodes: number;
  readonly mostImages: number;
  readonly scrolledPx: number;
}

async function scroll(page: Page): Promise<Scrolled> {
  return page.evaluate(
    async ({ seconds, speed }) => {
      const list = [...document.querySelectorAll<HTMLElement>('[role="main"] *, [role="main"]')]
        .filter(
          (each) =>
            each.scrollHeight > each.clientHeight + 50 &&
            /auto|scroll/.test(getComputedStyle(each).overflowY),
        )
        .sort((a, b) => b.scrollHeight - a.scrollHeight)[0];
      if (list === undefined) throw new Error('nothing scrolls here');
      const longTasks: number[] = [];
      const observer = new PerformanceObserver((entries) => {
        for (const { duration } of entries.getEntries()) longTasks.push(duration);
      });
      observer.observe({ type: 'longtask' });
      const frames: number[] = [];
      let [mostNodes, mostImages] = [0, 0];
      const begin = performance.now();
      let last = begin;
      const from = list.scrollTop;
      await new Promise<void>((resolve) => {
        const onFrame = (now: number): void => {
          frames.push(now - last);
          list.scrollTop += (speed * (now - last)) / 1000;
          last = now;
          if (frames.length % 10 === 0) {
            mostNodes = Math.max(mostNodes, document.getElementsByTagName('*').length);
            mostImages = Math.max(mostImages, document.images.length);
          }
          if (now - begin > seconds * 1000) resolve();
          else requestAnimationFrame(onFrame);
        };
        requestAnimationFrame(onFrame);
      });
      observer.disconnect();
      return { frames: frames.slice(1), longTasks, mostNodes, mostImages, scrolledPx: list.scrollTop - from };
    },
    { seconds: SECONDS, speed: SPEED },
  );
}

/** What this machine can do now: a list of plain lines, all of it there from the start. */
const FLOOR = `<main role="main"><div style="height:800px;overflow-y:auto">${'<p>a line</p>'.repeat(2_000)}</div></main>`;

async function measure(browser: Browser, name: string, url: string | undefined): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  if (url === undefined) await page.setContent(FLOOR);
  else {
    await page.goto(url);
    await page.getByRole('main').waitFor();
    await page.waitForTimeout(3_000);
  }
  // By the thread's own clock: what others do on the machine meanwhile does not count.
  const metrics = await context.newCDPSession(page);
  await metrics.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busySeconds = async (): Promise<number> => {
    const { metrics: all } = await metrics.send('Performance.getMetrics');
    return all.find(({ name: metric }) => metric === 'TaskDuration')?.value ?? Number.NaN;
  };
  const before = await busySeconds();
  const { frames, longTasks, mostNodes, mostImages, scrolledPx } = await scroll(page);
  const busyMs = ((await busySeconds()) - before) * 1000;
  const sorted = frames.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(1);
  const lateCount = frames.filter((ms) => ms > LATE_MS).length;
  const totalMs = frames.reduce((sum, ms) => sum + ms, 0);
  const perSecond = (frames.length * 1000) / totalMs;
  console.log(
    `${name}: the page works ${((busyMs * 100) / totalMs).toFixed(0)}% of the time (${(busyMs / ((totalMs * 60) / 1000)).toFixed(1)} ms of the 16.7 of a frame); ${perSecond.toFixed(1)} frames/s; a frame ${at(0.5)} ms, 95 of 100 within ${at(0.95)} ms, 99 within ${at(0.99)} ms; ` +
      `${((lateCount * 100) / frames.length).toFixed(1)}% late; ${longTasks.length} long tasks, the longest ${Math.max(0, ...longTasks).toFixed(0)} ms; ` +
      `at most ${mostNodes} nodes, ${mostImages} pictures; ${Math.round(scrolledPx)} px`,
  );
  await context.close();
}

/** A JPEG as the agent makes them, with as much in it as a photo has. */
function makePicture(): Promise<Uint8Array> {
  const noise = { type: 'gaussian', mean: 128, sigma: 20 } as const;
  return sharp({ create: { width: 192, height: 192, channels: 3, background: '#000', noise } })
    .blur(1.5)
    .jpeg({ quality: 78 })
    .toBuffer();
}

await buildSimulatedPage();
const phone = await serveSimulatedPage(await Promise.all(Array.from({ length: PICTURES }, makePicture)));
const browser = await openBrowser();
try {
  await measure(browser, 'the floor, plain lines', undefined);
  for (const { name, path } of LISTS)
    await measure(
      browser,
      name,
      `${phone.origin}${path}?scenario=complete&safe=20&large=${PHOTOS}&pictures=${PICTURES}`,
    );
} finally {
  await browser.close();
  phone.close();
}
