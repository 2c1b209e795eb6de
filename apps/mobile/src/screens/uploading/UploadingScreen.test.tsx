import { describe, expect, it } from '@jest/globals';
import { fireEvent, waitFor } from '@testing-library/react-native';
import { pathname, renderApp, screen } from '../../../simulated/render-app.tsx';
import type { SimulatedApp } from '../../../simulated/create-simulated-app.ts';
import { SCENARIOS, type Scenario } from '../../../simulated/scenarios.ts';
import { UploadingScreen } from './UploadingScreen.tsx';

async function open(scenario: Scenario, { language = 'en' } = {}): Promise<SimulatedApp> {
  const app = await SCENARIOS[scenario](12);
  app.ports.preferences.change({ language });
  renderApp(app, { uploading: UploadingScreen });
  return app;
}

/** How many per cent a bar says. */
function valueOf(label: string): number {
  const { accessibilityValue, 'aria-valuenow': now } = screen.getByLabelText(label).props as {
    accessibilityValue?: { now?: number };
    'aria-valuenow'?: number;
  };
  return accessibilityValue?.now ?? now ?? Number.NaN;
}

const sentence = (name: string) => screen.findByRole('heading', { name });

describe('the Uploading screen', () => {
  it('[P2] shows how far the whole is', async () => {
    await open('uploading');
    expect(await sentence('Backing up 50 photos')).toBeTruthy();
    expect(screen.getByText(/^0 of 50 • [\d.]+ [kM]B \/ 7.5 MB$/)).toBeTruthy();
    expect(valueOf('Progress of the backup')).toBeGreaterThan(0);
    expect(valueOf('Progress of the backup')).toBeLessThan(20);
  });

  it('[P1] shows each that is on its way, with its bar and per cent', async () => {
    const app = await open('uploading');
    const { transfers } = app.world.engine.snapshot();
    expect(await screen.findByRole('heading', { name: 'On the way' })).toBeTruthy();
    expect(transfers).toHaveLength(4);
    for (const { asset, progress } of transfers) {
      const percent = Math.floor(progress.percentage);
      expect(valueOf(`Progress of ${asset.fileName}`)).toBe(percent);
      expect(
        screen.getByRole('link', { name: new RegExp(`^${asset.fileName}\\. ${percent}%\\. `) }),
      ).toBeTruthy();
    }
  });

  it('[P1] shows a large file while it is read, with how far', async () => {
    await open('reading');
    expect(
      await screen.findByRole('link', { name: /^huge\.mp4\. 2[45]%\. Reading: \d\d\.\d MB \/ 80\.0 MB$/ }),
    ).toBeTruthy();
    expect(valueOf('Progress of huge.mp4')).toBeGreaterThanOrEqual(24);
    expect(screen.queryByText(/ left$|kB\/s/)).toBeNull();
  });

  it('[I3] says of an original that it comes down from the cloud', async () => {
    const app = await open('from-the-cloud');
    const [transfer] = app.world.engine.snapshot().transfers;
    if (transfer === undefined) throw new Error('nothing is on its way');
    expect(
      await screen.findByRole('link', {
        name: new RegExp(
          `^${transfer.asset.fileName}\\. 50%\\. Coming down from the cloud: 75\\.0 kB / 150 kB$`,
        ),
      }),
    ).toBeTruthy();
  });

  it('names what is next, newest first, and leads to the rest', async () => {
    const app = await open('uploading');
    expect(await screen.findByRole('heading', { name: 'Up next' })).toBeTruthy();
    const moving = app.world.engine.snapshot().transfers.map(({ asset }) => asset.fileName);
    const next = (await screen.findAllByRole('link', { name: /^IMG_2.*, 2025\. 150 kB$/ })).map(
      (row) => (row.props as { accessibilityLabel: string }).accessibilityLabel.split('. ')[0] ?? '',
    );
    expect(next).toHaveLength(12);
    expect(next.filter((name) => moving.includes(name))).toEqual([]);
    fireEvent.press(screen.getByRole('link', { name: '34 more' }));
    expect(pathname()).toBe('/photos/waiting');
  });

  it('[U7] cancels without a question, loses nothing, and goes on when it is wanted', async () => {
    const app = await open('uploading');
    fireEvent.press(await screen.findByRole('button', { name: 'Cancel' }));
    expect(await sentence('The backup is paused')).toBeTruthy();
    expect(screen.getByText(/^Nothing is lost: what was sent is kept\./)).toBeTruthy();
    expect(app.world.engine.snapshot().lastOutcome).toEqual({ kind: 'cancelled' });
    fireEvent.press(screen.getByRole('button', { name: 'Go on' }));
    await waitFor(() => expect(app.world.engine.snapshot().activity.kind).not.toBe('idle'));
  });

  it.each<[Scenario, string, string | RegExp]>([
    ['complete', 'Nothing is being uploaded', 'Everything that you chose is safe.'],
    ['waiting-for-wi-fi', 'Nothing is being uploaded', '38 photos are not backed up yet'],
    ['quota-full', 'Nothing is being uploaded', /^Your storage on the server is full\. /],
    ['server-down', 'Nothing is being uploaded', /^The server had a problem\. /],
    [
      'server-silent',
      'Your server does not answer',
      /^No answer since \d+:\d\d.{0,3}\. Keepsake keeps asking/,
    ],
    ['failed', 'Nothing is being uploaded', '5 uploads failed'],
    ['failed', 'Nothing is being uploaded', '5 photos could not be backed up'],
    ['offline', 'Nothing is being uploaded', /^There is no network/],
    ['expired', 'Nothing is being uploaded', /^Your sign-in has ended/],
    ['link-lost', 'Nothing is being uploaded', /does not answer/],
  ])('is calm and true when it is %s', async (scenario, words, detail) => {
    await open(scenario);
    expect(await sentence(words)).toBeTruthy();
    expect(screen.getByText(detail)).toBeTruthy();
    if (scenario === 'failed') expect(screen.queryByText('Everything that you chose is safe.')).toBeNull();
  });

  it('names the one photo that failed, and why', async () => {
    const app = await SCENARIOS.complete(2);
    const id = app.world.library.addAsset({ fileName: 'IMG_5678.jpg' });
    app.world.library.failOpen(id, 'file-unreadable');
    await app.world.engine.start();
    renderApp(app, { uploading: UploadingScreen });
    expect(
      await screen.findByText('IMG_5678.jpg could not be uploaded: The file cannot be opened'),
    ).toBeTruthy();
    fireEvent.press(screen.getByRole('link', { name: 'See why' }));
    expect(pathname()).toBe('/failed');
  });

  it.each<[string, string]>([
    ['de', '50 Fotos werden gesichert'],
    ['ar', 'جارٍ نسخ 50 صورة'],
  ])('speaks %s', async (language, words) => {
    await open('uploading', { language });
    expect(await sentence(words)).toBeTruthy();
  });
});
