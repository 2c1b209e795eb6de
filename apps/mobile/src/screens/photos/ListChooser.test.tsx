import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { fireEvent } from '@testing-library/react-native';
import { Dimensions, I18nManager, Platform, ScrollView } from 'react-native';
import { renderApp, screen } from '../../../simulated/render-app.tsx';
import { SCENARIOS } from '../../../simulated/scenarios.ts';
import { CONTENT_WIDTH } from '../../theme/layout.ts';
import { ListChips } from './ListChooser.tsx';
import type { OfferedList } from './use-offered-lists.ts';

const OFFERED = (['all', 'safe', 'waiting', 'failed', 'excluded', 'gone'] as const).map(
  (list): OfferedList => ({ list, count: undefined }),
);
/** As the platform lays them out: each chip, the gaps between them, and what is before and after. */
const CHIP = 300;
const GAP = 8;
const ALL = OFFERED.length * CHIP + (OFFERED.length - 1) * GAP + 2 * 16;
const ROOM = Math.min(Dimensions.get('window').width, CONTENT_WIDTH);
/** The third is the chosen one; so much is before it. */
const BEFORE = 2 * (CHIP + GAP);

interface StartedPhone {
  readonly platform: 'android' | 'ios';
  readonly language: string;
  /** Whether its views stand from right to left. */
  readonly isTurned: boolean;
}

/** Draws the chips as a phone does that was started in a language, and tells where they are pushed to. */
async function pushedTo({ platform, language, isTurned }: StartedPhone) {
  jest.replaceProperty(Platform, 'OS', platform);
  jest.replaceProperty(I18nManager, 'isRTL', isTurned);
  const scrollTo = jest.spyOn(ScrollView.prototype, 'scrollTo');
  const app = await SCENARIOS.complete(2);
  app.ports.preferences.change({ language });
  renderApp(app, {
    index: () => <ListChips current="waiting" offered={OFFERED} onChoose={() => undefined} />,
  });
  const chips = await screen.findAllByRole('tab');
  for (const chip of chips) fireEvent(chip, 'layout', { nativeEvent: { layout: { width: CHIP } } });
  const [first] = chips;
  if (first === undefined) throw new Error('there are no chips');
  fireEvent(first, 'contentSizeChange', ALL, 44);
  return scrollTo.mock.calls;
}

describe('the chosen chip on a phone', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each<[string, StartedPhone, number]>([
    ['from where one reads', { platform: 'android', language: 'en', isTurned: false }, BEFORE],
    [
      'from the left edge, where one reads from the right',
      { platform: 'android', language: 'ar', isTurned: true },
      ALL - ROOM - BEFORE,
    ],
    [
      'from where one reads on iOS, also from the right',
      { platform: 'ios', language: 'ar', isTurned: true },
      BEFORE,
    ],
    [
      'from the left edge until the phone turned its views back',
      { platform: 'android', language: 'en', isTurned: true },
      ALL - ROOM - BEFORE,
    ],
    [
      'as before, until the phone turned its views round',
      { platform: 'android', language: 'ar', isTurned: false },
      BEFORE,
    ],
  ])('is pushed into sight once, counted %s', async (_how, phone, x) => {
    expect(x).toBeGreaterThan(0);
    expect(await pushedTo(phone)).toEqual([[{ x, animated: false }]]);
  });
});
