import type { ConditionsState } from '@keepsake/engine';
import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../simulated/scenarios.ts';
import { createFormats } from '../i18n/formats.ts';
import { createI18n } from '../i18n/create-i18n.ts';
import { homeStateOf } from '../screens/backup/home-state.ts';
import { homeWordsOf } from '../screens/backup/home-words.ts';
import { uploadStateOf } from '../screens/uploading/upload-state.ts';
import { uploadWordsOf } from '../screens/uploading/upload-words.ts';
import { runStateOf } from './run-state.ts';

const { t } = createI18n('en');
const formats = createFormats('en', t);

describe('what is said of a run that goes on', () => {
  it('tells a server that is silent from a device that has no network', async () => {
    const snapshot = (await SCENARIOS['server-silent'](3)).world.engine.snapshot();
    const { activity } = snapshot;
    if (activity.kind !== 'waiting-for-network') throw new Error(activity.kind);
    const silent = { kind: 'silent', sinceMs: activity.sinceMs };
    expect(runStateOf(snapshot, 'unmetered')).toEqual(silent);
    expect(runStateOf(snapshot, 'metered')).toEqual(silent);
    expect(runStateOf(snapshot, 'none')).toEqual({ kind: 'holding', for: 'network', waitingCount: 20 });
  });

  it('tells a server that this device does not trust from one that is silent', async () => {
    const snapshot = (await SCENARIOS['server-untrusted'](3)).world.engine.snapshot();
    expect(runStateOf(snapshot, 'unmetered')).toEqual({ kind: 'untrusted' });
    expect(runStateOf(snapshot, 'none')).toEqual({ kind: 'holding', for: 'network', waitingCount: 20 });
  });

  it('is nothing while none does', async () => {
    const snapshot = (await SCENARIOS['waiting-for-wi-fi'](3)).world.engine.snapshot();
    expect(runStateOf(snapshot, 'metered')).toBeUndefined();
  });

  it.each<['server-silent' | 'server-untrusted' | 'uploading', ConditionsState['network'], string]>([
    ['server-silent', 'unmetered', 'Your server does not answer'],
    ['server-silent', 'none', 'Waiting for a network'],
    ['server-untrusted', 'unmetered', 'This device does not trust your server'],
    ['uploading', 'unmetered', 'Backing up 50 photos'],
  ])('is the same on Backup and on Uploading (%s, %s)', async (scenario, network, sentence) => {
    const app = await SCENARIOS[scenario](3);
    const snapshot = app.world.engine.snapshot();
    const now = app.world.clock.now();
    const home = homeStateOf({
      snapshot,
      waiting: undefined,
      network,
      access: { kind: 'photos', granted: 'all' },
      account: 'signed-in',
      selectedCount: 1,
    });
    const uploading = uploadWordsOf(uploadStateOf(snapshot, network), formats, now, t);
    expect(uploading.sentence).toBe(sentence);
    expect(homeWordsOf(home, formats, now, t)).toMatchObject(uploading);
  });
});
