import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { I18nManager, Platform, ScrollView, useWindowDimensions, View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { LIST_LOOKS, nameOfList, type PhotoList } from '../../components/photo-lists.ts';
import { SectionCard } from '../../components/SectionCard.tsx';
import { Touchable } from '../../components/Touchable.tsx';
import { useFormats, useIsRtl } from '../../i18n/LanguageProvider.tsx';
import { AppIcon } from '../../icons/AppIcon.tsx';
import { CONTENT_WIDTH, TOUCH, space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';
import { CHIP_GAP, LINE_PADDING, offsetFromRight, startToShow } from './start-to-show.ts';
import type { OfferedList } from './use-offered-lists.ts';

export interface ListChooserProps {
  readonly current: PhotoList;
  readonly offered: readonly OfferedList[];
  readonly onChoose: (list: PhotoList) => void;
}

function useNamed({ current, offered }: Pick<ListChooserProps, 'current' | 'offered'>) {
  const { t } = useTranslation();
  const formats = useFormats();
  return offered.map(({ list, count }) => ({
    list,
    name: nameOfList(list, t),
    count: count === undefined ? undefined : formats.number(count),
    isCurrent: list === current,
  }));
}

/** Chips by state in one line that can be pushed along. */
export function ListChips({ onChoose, ...shown }: ListChooserProps) {
  const { t } = useTranslation();
  const colors = useColors();
  const named = useNamed(shown);
  const isSpokenRtl = useIsRtl();
  // A phone turns its views round at the next start only.
  const isRtl = Platform.OS === 'web' ? isSpokenRtl : I18nManager.isRTL;
  const windowWidth = useWindowDimensions().width;
  const scroll = useRef<ScrollView>(null);
  // Widths alone: a browser does not tell when something moves, as these do when others come before them.
  const widths = useRef(new Map<PhotoList, number>());
  const contentWidth = useRef<number>(undefined);
  const shownFrom = useRef(0);
  const show = (): void => {
    const room = Math.min(windowWidth, CONTENT_WIDTH);
    const from = startToShow(
      named.map(({ list }) => widths.current.get(list)),
      named.findIndex(({ isCurrent }) => isCurrent),
      room,
    );
    // Who pushed the line along is left where they are.
    if (from === undefined || from === shownFrom.current) return;
    const x = isRtl
      ? offsetFromRight(from, { platform: Platform.OS, contentWidth: contentWidth.current, room })
      : from;
    if (x === undefined) return;
    shownFrom.current = from;
    scroll.current?.scrollTo({ x, animated: false });
  };
  useEffect(show);
  return (
    <ScrollView
      ref={scroll}
      horizontal
      showsHorizontalScrollIndicator={false}
      role="tablist"
      aria-label={t('photos.lists')}
      onContentSizeChange={(width) => {
        contentWidth.current = width;
        show();
      }}
      // To the edges of the window, so that one sees that there are more.
      style={{ flexGrow: 0, marginHorizontal: -LINE_PADDING }}
      contentContainerStyle={{ gap: CHIP_GAP, paddingHorizontal: LINE_PADDING }}
    >
      {named.map(({ list, name, count, isCurrent }) => (
        <Touchable
          key={list}
          role="tab"
          aria-selected={isCurrent}
          onLayout={({ nativeEvent }) => {
            widths.current.set(list, nativeEvent.layout.width);
            show();
          }}
          onPress={() => {
            onChoose(list);
          }}
          style={{
            flexDirection: 'row',
            alignItems: 'center',
            gap: space(1),
            minHeight: TOUCH,
            paddingHorizontal: space(2),
            borderRadius: TOUCH / 2,
            borderWidth: 1,
            borderColor: isCurrent ? colors.safeGround : colors.line,
            backgroundColor: isCurrent ? colors.safeGround : colors.card,
          }}
        >
          <AppText color={isCurrent ? 'onSafeGround' : 'text'} isEmphasised={isCurrent}>
            {name}
          </AppText>
          {count !== undefined && (
            <AppText size="small" color={isCurrent ? 'onSafeGround' : 'quietText'}>
              {count}
            </AppText>
          )}
        </Touchable>
      ))}
    </ScrollView>
  );
}

/** The same below each other, where there is a second column. */
export function ListColumn({ onChoose, ...shown }: ListChooserProps) {
  const { t } = useTranslation();
  const colors = useColors();
  const named = useNamed(shown);
  return (
    <SectionCard>
      <View role="tablist" aria-label={t('photos.lists')} style={{ padding: space(1) }}>
        {named.map(({ list, name, count, isCurrent }) => (
          <Touchable
            key={list}
            role="tab"
            aria-selected={isCurrent}
            onPress={() => {
              onChoose(list);
            }}
            style={{
              flexDirection: 'row',
              alignItems: 'center',
              gap: space(2),
              minHeight: TOUCH,
              paddingHorizontal: space(1.5),
              borderRadius: space(1),
              ...(isCurrent && { backgroundColor: colors.safeGround }),
            }}
          >
            <AppIcon name={LIST_LOOKS[list].icon} color={colors[LIST_LOOKS[list].color]} size={20} />
            <AppText color={isCurrent ? 'onSafeGround' : 'text'} isEmphasised={isCurrent} style={{ flex: 1 }}>
              {name}
            </AppText>
            {count !== undefined && (
              <AppText color={isCurrent ? 'onSafeGround' : 'quietText'}>{count}</AppText>
            )}
          </Touchable>
        ))}
      </View>
    </SectionCard>
  );
}
