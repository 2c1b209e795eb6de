import { beforeAll, describe, expect } from 'vitest';
import { E2E_TIMEOUT_MS } from './app.ts';
import { PHONE, buildPage, it, nextFrame, open, speak, type Language } from './simulated-screens.ts';

/** What may be said in the course of a backup: at rest, while it goes on, and while it waits. */
const SCENARIOS = ['complete', 'uploading', 'waiting-for-wi-fi', 'server-silent'];
/** English, in which it opens, last: by then the window has its width. */
const LANGUAGES: readonly Language[] = ['de', 'ar', 'es', 'fr', 'ja', 'en'];

beforeAll(buildPage, 300_000);

describe('the latest pictures on a phone', { timeout: E2E_TIMEOUT_MS }, () => {
  it.for([PHONE.width, 360])(
    'stay where they are, whatever is said of the backup, on one that is %d wide',
    async (width, { page, origin }) => {
      const places = new Map(LANGUAGES.map((language) => [language, new Map<string, number | undefined>()]));
      for (const scenario of SCENARIOS) {
        await open(page, origin, { scenario, path: '/' });
        await page.setViewportSize({ ...PHONE, width });
        for (const [language, inLanguage] of places) {
          await speak(page, language);
          await nextFrame(page);
          const latest = page.getByRole('heading', { level: 2 }).nth(1);
          inLanguage.set(scenario, (await latest.boundingBox())?.y);
        }
      }
      for (const [language, inLanguage] of places)
        expect(new Set(inLanguage.values()).size, `${language}: ${JSON.stringify([...inLanguage])}`).toBe(1);
    },
  );
});
