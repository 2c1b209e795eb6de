import type { PermissionResponse } from 'expo-media-library';
import { describe, expect, it } from 'vitest';
import { nativeEnum } from '../system/native-enum.ts';
import { PhoneLibraryAccess } from './library-access.ts';

type Granted = 'unasked' | 'all' | 'limited' | 'denied';

const ANSWERS: Readonly<Record<Granted, Pick<PermissionResponse, 'accessPrivileges' | 'granted'>>> = {
  unasked: { granted: false, accessPrivileges: 'none' },
  all: { granted: true, accessPrivileges: 'all' },
  limited: { granted: true, accessPrivileges: 'limited' },
  denied: { granted: false, accessPrivileges: 'none' },
};
const STATUS = { unasked: 'undetermined', all: 'granted', limited: 'granted', denied: 'denied' } as const;

/** The system's questions, and a person who answers each with the next of `answers`. */
function openSystem(first: Granted, { answers = [], canAskAgain = true }: SystemOptions = {}) {
  let now = first;
  const questions: string[] = [];
  let changed = (): void => undefined;
  const put = (question: string): void => {
    questions.push(question);
    now = answers.shift() ?? now;
  };
  const answer = (): PermissionResponse => ({
    ...ANSWERS[now],
    status: nativeEnum<PermissionResponse['status']>(STATUS[now]),
    canAskAgain,
    expires: 'never',
  });
  const access = new PhoneLibraryAccess({
    media: {
      getPermissionsAsync: async () => answer(),
      async requestPermissionsAsync() {
        put('permission');
        return answer();
      },
      async presentPermissionsPicker() {
        put('which photos');
      },
      addListener: (listener) => {
        changed = () => listener({ hasIncrementalChanges: false });
        return { remove: () => undefined };
      },
    },
    openSettings: async () => put('settings'),
  });
  return { access, questions, change: () => changed() };
}

interface SystemOptions {
  readonly answers?: Granted[];
  readonly canAskAgain?: boolean;
}

describe('what the app may see of the photos', () => {
  it.each(['unasked', 'all', 'limited', 'denied'] as const)(
    'is known without a question (%s)',
    async (granted) => {
      const { access, questions } = openSystem(granted);
      expect(access.state.current()).toEqual({ kind: 'loading' });
      expect(await access.refresh()).toEqual({ kind: 'photos', granted });
      expect(questions).toEqual([]);
    },
  );

  it.each([
    ['puts the system’s question', 'unasked', {}, 'permission'],
    [
      'opens the settings, where all can be allowed, for a person who picked some photos',
      'limited',
      {},
      'settings',
    ],
    ['opens the settings where the system asks no more', 'denied', { canAskAgain: false }, 'settings'],
    ['asks again where the system does', 'denied', {}, 'permission'],
  ] as const)('%s', async (_what, before, options, question) => {
    const { access, questions } = openSystem(before, { ...options, answers: ['all'] });
    const told: unknown[] = [];
    access.state.subscribe((state) => told.push(state));
    expect(await access.ask()).toEqual({ kind: 'photos', granted: 'all' });
    expect(questions).toEqual([question]);
    expect(told).toEqual([{ kind: 'photos', granted: 'all' }]);
  });

  it('lets a person who picked some photos pick more, and tells that there are others, also when that shows only later', async () => {
    const { access, questions, change } = openSystem('limited');
    const told: unknown[] = [];
    access.state.subscribe((state) => told.push(state));
    change();
    expect(await access.ask('more')).toEqual({ kind: 'photos', granted: 'limited', picks: 1 });
    expect(questions).toEqual(['which photos']);
    change();
    expect(access.state.current()).toEqual({ kind: 'photos', granted: 'limited', picks: 2 });
    expect(told).toHaveLength(3);
  });
});
