import { describe, expect, it, jest } from '@jest/globals';
import { fireEvent } from '@testing-library/react-native';
import { pathname, renderApp, screen, searchParams } from '../../../simulated/render-app.tsx';
import type { SimulatedApp } from '../../../simulated/create-simulated-app.ts';
import { SCENARIOS, type Scenario } from '../../../simulated/scenarios.ts';
import { PhotosScreen } from '../photos/PhotosScreen.tsx';
import { ActivityScreen } from './ActivityScreen.tsx';

async function open(
  scenario: Scenario,
  { language = 'en', then }: { language?: string; then?: (app: SimulatedApp) => void } = {},
): Promise<SimulatedApp> {
  const app = await SCENARIOS[scenario](12);
  then?.(app);
  app.ports.preferences.change({ language });
  renderApp(app, { activity: ActivityScreen, 'photos/[list]': PhotosScreen });
  await screen.findByRole('link', { name: /^(Uploaded|Hoch|رفعها)/ });
  return app;
}

describe('Statistics', () => {
  it('add up before one’s eyes', async () => {
    const app = await open('failed');
    expect(screen.getByLabelText('Uploaded from here 12')).toBeTruthy();
    expect(screen.getByLabelText('There already 0')).toBeTruthy();
    expect(screen.getByLabelText('Waiting 0')).toBeTruthy();
    expect(screen.getByLabelText('Failed 5')).toBeTruthy();
    expect(screen.getAllByLabelText('To keep safe 17')).toHaveLength(2);
    expect(screen.getByLabelText('In excluded albums 60')).toBeTruthy();
    const { statistics } = await app.world.engine.readStatus();
    expect(screen.getByLabelText(`In the library ${statistics.libraryCount}`)).toBeTruthy();
    expect(statistics.libraryCount).toBe(77);
  });

  it('count what is on its way apart from what waits, as the lists behind them do', async () => {
    const app = await open('uploading');
    expect(app.world.engine.snapshot().transfers).toHaveLength(4);
    expect(screen.getByLabelText('Uploading 4')).toBeTruthy();
    expect(screen.getAllByLabelText('To keep safe 62')).toHaveLength(2);
    fireEvent.press(screen.getByLabelText('Waiting 46'));
    expect(pathname()).toBe('/photos/waiting');
    expect(await screen.findByText('46 photos')).toBeTruthy();
  });

  it('tell apart what is no photo', async () => {
    await open('text-file');
    expect(screen.getByLabelText('In the library 72')).toBeTruthy();
    expect(screen.queryByText('Left alone by a setting')).toBeNull();
    fireEvent.press(screen.getByRole('link', { name: '1 other file here is not a photo or video.' }));
    expect(pathname()).toBe('/photos/unsupported');
  });

  it('say of what was chosen once that it is still safe', async () => {
    const { world } = await open('complete', {
      then: ({ world: { engine } }) => {
        const albums = new Map([['everything', 'none'] as const, ['Camera', 'none'] as const]);
        void engine.chooseAlbums(albums as never).then(() => engine.scan());
      },
    });
    fireEvent.press(await screen.findByRole('link', { name: /^12 of them are safe/ }));
    expect(pathname()).toBe('/photos/kept');
    expect(world.engine.snapshot().statistics?.candidates.totalCount).toBe(0);
  });

  it('lead from each number to its list', async () => {
    await open('failed');
    fireEvent.press(screen.getByLabelText('Failed 5'));
    expect(pathname()).toBe('/photos/failed');
  });

  it.each([
    ['Uploaded from here 12', '/photos/uploaded'],
    ['There already 0', '/photos/duplicate'],
  ])('lead from %s to what is safe in that way, chosen or not', async (name, path) => {
    await open('failed');
    fireEvent.press(screen.getByLabelText(name));
    expect(pathname()).toBe(path);
  });

  it('lead from the sum to all that is to be kept safe', async () => {
    await open('failed');
    const [sum] = screen.getAllByRole('link', { name: 'To keep safe 17' });
    if (sum === undefined) throw new Error('the sum is missing');
    fireEvent.press(sum);
    expect(pathname()).toBe('/photos/to-keep');
  });

  it('lead from an album to what of it is to be kept safe', async () => {
    await open('complete');
    fireEvent.press(screen.getByRole('link', { name: /^Camera .* 12 of 12 backed up$/ }));
    expect(pathname()).toBe('/photos/to-keep');
    expect(searchParams()).toMatchObject({ album: 'Camera' });
  });

  it('draw what was made safe a day, tell of a day, and say it as a table', async () => {
    await open('complete');
    expect(
      await screen.findByRole('img', { name: /^The last 30 days: 12 photos made safe, 24\.1 kB sent$/ }),
    ).toBeTruthy();
    const [day] = (await readDays()).slice(-1);
    fireEvent.press(screen.getByTestId(`day-${Number(day?.day.slice(-2))}`, { includeHiddenElements: true }));
    expect(screen.queryByText('The last 30 days')).toBeNull();
    fireEvent.press(screen.getByRole('button', { name: 'As a table' }));
    // Of the day above, and as the one row of the table: days without anything are left out.
    expect(screen.getAllByText(/photos? made safe/)).toHaveLength(2);
  });

  it('say how much of each album is safe', async () => {
    await open('complete');
    expect(screen.getByText('Camera')).toBeTruthy();
    expect(screen.getByText('12 of 12 backed up')).toBeTruthy();
    expect(screen.getByRole('link', { name: /^Camera .* 12 of 12 backed up$/ })).toBeTruthy();
    expect(screen.getByText('42.0 GB of 200 GB used')).toBeTruthy();
  });

  it('say that the chart could not be read, and try again', async () => {
    await open('complete', {
      then: ({ ports }) => {
        jest.spyOn(ports.history, 'readDays').mockRejectedValueOnce(new Error('no'));
      },
    });
    fireEvent.press(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('img', { name: /^The last 30 days/ })).toBeTruthy();
  });

  it.each([
    ['de', 'Verlauf', '12 von 12 gesichert'],
    ['ar', 'النشاط', 'حُفظ 12 من 12'],
  ])('speak %s', async (language, title, words) => {
    await open('complete', { language });
    expect(screen.getByRole('heading', { name: title })).toBeTruthy();
    expect(screen.getByText(words)).toBeTruthy();
  });

  async function readDays() {
    const app = await SCENARIOS.complete(12);
    return app.ports.history.readDays(0);
  }
});
