import { describe, expect, it } from '@jest/globals';
import { fireEvent } from '@testing-library/react-native';
import { pathname, renderApp, screen } from '../../../simulated/render-app.tsx';
import { SCENARIOS } from '../../../simulated/scenarios.ts';
import { SearchScreen } from './SearchScreen.tsx';

const type = (text: string) =>
  fireEvent.changeText(screen.getByLabelText('Name, album, month or year'), text);

describe('the search', () => {
  it('finds any photo by a part of its name, and says what it is', async () => {
    renderApp(await SCENARIOS.failed(12), { search: SearchScreen });
    expect(await screen.findByText('Type a part of a name')).toBeTruthy();
    type('img_5000');
    expect(await screen.findByRole('link', { name: /^IMG_50003\.jpg\. Failed\./ })).toBeTruthy();
    type('screenshot_0001');
    fireEvent.press(await screen.findByRole('link', { name: /^Screenshot_0001\.jpg\. Excluded\./ }));
    expect(pathname()).toMatch(/^\/why\/Screenshot_0001/);
  });

  it('finds by album, and says when there is none', async () => {
    renderApp(await SCENARIOS.complete(12), { search: SearchScreen });
    await screen.findByText('Type a part of a name');
    type('camera 10003');
    expect(await screen.findByRole('link', { name: /^IMG_10003\.jpg\. Safe\./ })).toBeTruthy();
    type('zebra');
    expect(await screen.findByText('No photo fits “zebra”')).toBeTruthy();
    fireEvent.press(screen.getByRole('button', { name: 'Clear' }));
    expect(await screen.findByText('Type a part of a name')).toBeTruthy();
  });

  it.each([
    ['en', 'camera december 2025', /^IMG_100\d\d\.(jpg|mp4)\. Safe\./, 'IMG_50003'],
    ['en', 'failed', /^IMG_50003\.jpg\. Failed\./, 'IMG_10003'],
    ['en', 'Video 2025', /^IMG_10004\.mp4\. Safe\./, 'IMG_10003'],
    ['de', 'dez 2025 camera', /^IMG_100\d\d\.(jpg|mp4)\. Gesichert\./, 'IMG_50003'],
    ['ar', 'ديسمبر فيديو', /^IMG_10004\.mp4\. /, 'IMG_10003'],
  ])('in %s finds by what the words mean: %s', async (language, text, name, other) => {
    const app = await SCENARIOS.failed(12);
    app.ports.preferences.change({ language });
    renderApp(app, { search: SearchScreen }, `/search?text=${encodeURIComponent(text)}`);
    expect((await screen.findAllByRole('link', { name })).length).toBeGreaterThan(0);
    expect(screen.queryByRole('link', { name: new RegExp(`^${other}`) })).toBeNull();
  });

  it('begins with what a link asks for', async () => {
    renderApp(await SCENARIOS.complete(12), { search: SearchScreen }, '/search?text=Camera');
    expect(await screen.findByRole('link', { name: /^IMG_10011\.jpg\. Safe\./ })).toBeTruthy();
    expect(screen.queryByRole('link', { name: /^Screenshot/ })).toBeNull();
  });

  it('says that it could not search, and tries again', async () => {
    const app = await SCENARIOS.complete(12);
    const { search } = app.ports.photos;
    let isBroken = true;
    app.ports.photos.search = (query) => (isBroken ? Promise.reject(new Error('not now')) : search(query));
    renderApp(app, { search: SearchScreen });
    await screen.findByText('Type a part of a name');
    type('img');
    expect(await screen.findByText('The search could not be done now.')).toBeTruthy();
    isBroken = false;
    fireEvent.press(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: /^IMG_10003/ })).toBeTruthy();
  });
});
