import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import {
  Platform,
  ScrollView,
  useWindowDimensions,
  View,
  type LayoutChangeEvent,
  type LayoutRectangle,
} from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { LIST_LOOKS, nameOfList, type PhotoList } from '../../components/photo-lists.ts';
import { SectionCard } from '../../components/SectionCard.tsx';
import { Touchable } from '../../components/Touchable.tsx';
import { useFormats, useIsRtl } from '../../i18n/LanguageProvider.tsx';
import { AppIcon } from '../../icons/AppIcon.tsx';
import { CONTENT_WIDTH, TOUCH, space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';
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
  const isRtl = useIsRtl();
  const windowWidth = useWindowDimensions().width;
  const scroll = useRef<ScrollView>(null);
  const contentWidth = useRef(0);
  const chip = useRef<LayoutRectangle>(undefined);
  const show = (): void => {
    if (chip.current === undefined) return;
    const { x, width } = chip.current;
    const fromStart = isRtl ? contentWidth.current - x : x + width;
    // Where it is seen at the beginning of the line, the line stays there.
    if (fromStart + space(2) <= Math.min(windowWidth, CONTENT_WIDTH)) return;
    // A browser counts from the right edge where one reads from there.
    if (!isRtl) scroll.current?.scrollTo({ x: Math.max(0, x - space(2)), animated: false });
    else if (Platform.OS === 'web')
      scroll.current?.scrollTo({
        x: Math.min(0, x + width + space(2) - contentWidth.current),
        animated: false,
      });
  };
  return (
    <ScrollView
      ref={scroll}
      onContentSizeChange={(width) => {
        contentWidth.current = width;
        show();
      }}
      horizontal
      showsHorizontalScrollIndicator={false}
      role="tablist"
      aria-label={t('photos.lists')}
      // To the edges of the window, so that one sees that there are more.
      style={{ flexGrow: 0, marginHorizontal: -space(2) }}
      contentContainerStyle={{ gap: space(1), paddingHorizontal: space(2) }}
    >
      {named.map(({ list, name, count, isCurrent }) => (
        <Touchable
          key={list}
          role="tab"
          aria-selected={isCurrent}
          {...(isCurrent && {
            onLayout: ({ nativeEvent }: LayoutChangeEvent) => {
              chip.current = nativeEvent.layout;
              show();
            },
          })}
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
