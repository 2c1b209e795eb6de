import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from './browser.ts';
import { MANNERS, drawPicture, type Drawn } from './drawing/draw-picture.ts';
import { indexPage } from './drawing/index-page.ts';
import { PICTURES } from './drawing/pictures.ts';
import { buildSimulatedPage, serveSimulatedPage } from './simulated-page.ts';
import { readSmallPhotos } from './drawing/small-photos.ts';
import { startDemo } from './drawing/start-demo.ts';

/*
 * `npm run screens`: draws every screen into docs/screens, in light and dark, for phone and desktop, and in other languages;
 * `npm run screens -- backup why` only those whose names begin so.
 */

const INTO = join(import.meta.dirname, '../../docs/screens');

const wanted = process.argv.slice(2);
const isAll = wanted.length === 0;
const pictures = PICTURES.filter(({ name }) => isAll || wanted.some((word) => name.startsWith(word)));

const folder = await mkdtemp(join(tmpdir(), 'keepsake-drawn-'));
await mkdir(INTO, { recursive: true });
const ends: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })];
try {
  await buildSimulatedPage();
  const demo = await startDemo(folder);
  ends.unshift(() => demo.stop());
  const photos = await readSmallPhotos(demo.library);
  const phone = await serveSimulatedPage(photos);
  ends.unshift(() => phone.close());
  const browser = await openBrowser();
  ends.unshift(() => browser.close());

  const entrance = await browser.newContext();
  await (await entrance.newPage()).goto(demo.link);
  const storageState = await entrance.storageState();
  await entrance.close();

  const drawn: Drawn[] = [];
  for (const picture of pictures)
    for (const manner of MANNERS) {
      const { from, path } = picture;
      const place =
        from === 'demo'
          ? { origin: new URL(demo.link).origin, path, storageState }
          : {
              origin: phone.origin,
              path: `${path}?scenario=${from.scenario}&safe=${from.safeCount ?? 0}&bytes=${from.photoBytes ?? 0}&pictures=${photos.length}`,
            };
      drawn.push(await drawPicture(picture, manner, { browser, folder: INTO, ...place }));
    }
  if (isAll) {
    await writeFile(join(INTO, 'README.md'), indexPage(pictures, drawn));
    const files = new Set(drawn.map(({ file }) => file));
    for (const file of await readdir(INTO))
      if (file.endsWith('.png') && !files.has(file)) await rm(join(INTO, file));
  }
  console.log(`${drawn.length} pictures are in docs/screens`);
} finally {
  for (const end of ends) await end();
}
