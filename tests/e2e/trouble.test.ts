import { describe, expect } from 'vitest';
import { writePhotos } from '../house/photos.ts';
import { E2E_TIMEOUT_MS, it } from './app.ts';
import { press, untilCount, untilSaid, untilShown } from './on-the-page.ts';

const LOST = 'Keepsake on this computer does not answer. It is tried again by itself.';

describe('trouble', { timeout: E2E_TIMEOUT_MS }, () => {
  it('with the server is said, and over when it is back', async ({ app }) => {
    await writePhotos(app.house.library, 3);
    const { server } = await app.settle();
    const page = await app.openPage();
    await untilSaid(page, '3 photos are not backed up yet');
    server.kill('SIGKILL');
    await server.ended;
    await press(page, 'Back up now');
    await untilSaid(page, 'Your server does not answer');
    await untilCount(page, 'Waiting', 3);
    await app.house.startServer();
    await press(page, 'Try again');
    await untilSaid(page, 'Your photos are safe');
    await untilCount(page, 'Safe', 3);
  });

  it('with the agent is said; the page finds the next one by itself', async ({ app }) => {
    await writePhotos(app.house.library, 3);
    await app.settle();
    const page = await app.openPage();
    await press(page, 'Back up now');
    await untilSaid(page, 'Your photos are safe');
    await app.killAgent();
    await untilShown(page, LOST);
    // What it knows stays in sight.
    await untilShown(page, '3 of 3 backed up');

    await writePhotos(app.house.library, 4);
    await app.startAgent();
    await page.getByText(LOST).waitFor({ state: 'detached' });
    await press(page, 'Back up now');
    await untilShown(page, '4 of 4 backed up');
    expect(new URL(page.url()).origin).toBe(app.origin);
  });
});
