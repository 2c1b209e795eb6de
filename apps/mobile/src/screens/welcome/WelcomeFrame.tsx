import type { Href } from 'expo-router';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FlatList, KeyboardAvoidingView, View, type ViewStyle } from 'react-native';
import { useSafeAreaInsets } from 'react-native-safe-area-context';
import { AppText, Heading } from '../../components/AppText.tsx';
import { BackButton } from '../../components/BackButton.tsx';
import { FrameBanner } from '../../components/FrameBanner.tsx';
import { AppIcon } from '../../icons/AppIcon.tsx';
import { TOUCH, space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';
import { useIsWide } from '../../theme/use-is-wide.ts';
import { BringIntoViewProvider } from './InView.tsx';
import { useScroller } from './use-scroller.ts';

const STEPS = [1, 2, 3, 4] as const;
const WIDTH = 560;

export interface WelcomeFrameProps<Row> {
  /** Undefined: on the way to nothing else, as when one signs in again. */
  readonly step: (typeof STEPS)[number] | undefined;
  readonly title: string;
  /** What is done here, in a sentence or two. */
  readonly lead?: string | undefined;
  /** Where the way back leads when nothing is behind; undefined: there is none. */
  readonly back?: Href;
  /** What leads on; it stays in sight. */
  readonly footer?: ReactNode;
  /** A list of any length below the content. */
  readonly rows?: readonly Row[];
  readonly renderRow?: (row: Row) => ReactElement;
  readonly keyOf?: (row: Row) => string;
  readonly children: ReactNode;
}

/** A step of the first run: how far one is, what is asked, and what leads on. */
export function WelcomeFrame<Row>({
  step,
  title,
  lead,
  back,
  footer,
  rows = [],
  renderRow,
  keyOf,
  children,
}: WelcomeFrameProps<Row>) {
  const colors = useColors();
  const insets = useSafeAreaInsets();
  const isWide = useIsWide();
  const { list, view, onScroll, bringIntoView } = useScroller<Row>();
  const [viewHeight, setViewHeight] = useState(0);
  const [contentHeight, setContentHeight] = useState(0);
  // On a phone it is where the thumb is, on a large screen where one has just read; below what is cut off, it is apart from that.
  const isApart = !isWide || contentHeight > viewHeight + 1;
  const room: ViewStyle = {
    width: '100%',
    maxWidth: WIDTH + space(4),
    alignSelf: 'center',
    paddingHorizontal: space(2),
  };
  return (
    <KeyboardAvoidingView behavior="padding" role="main" style={{ flex: 1, backgroundColor: colors.ground }}>
      <BringIntoViewProvider value={bringIntoView}>
        <View
          ref={view}
          style={isWide ? { flexShrink: 1 } : { flex: 1 }}
          onLayout={({ nativeEvent }) => {
            setViewHeight(nativeEvent.layout.height);
          }}
        >
          <FlatList
            ref={list}
            onContentSizeChange={(_width, height) => {
              setContentHeight(height);
            }}
            onScroll={onScroll}
            scrollEventThrottle={16}
            data={rows}
            renderItem={({ item }) => <View style={room}>{renderRow?.(item)}</View>}
            keyExtractor={(row, index) => keyOf?.(row) ?? String(index)}
            keyboardShouldPersistTaps="handled"
            initialNumToRender={20}
            contentContainerStyle={{
              paddingTop: insets.top + space(isWide ? 5 : 1),
              paddingBottom: space(isWide ? 1 : 4),
            }}
            ListHeaderComponent={
              <View style={[room, { gap: space(2), paddingBottom: space(2) }]}>
                <View style={{ flexDirection: 'row', alignItems: 'center', minHeight: TOUCH, gap: space(1) }}>
                  {back !== undefined ? (
                    <BackButton fallback={back} />
                  ) : (
                    <AppIcon name="shield-check" color={colors.safe} size={36} />
                  )}
                  <View style={{ flex: 1 }} />
                  {step !== undefined && <Steps step={step} />}
                </View>
                <View style={{ gap: space(1) }}>
                  <Heading level={1}>{title}</Heading>
                  {lead !== undefined && <AppText color="quietText">{lead}</AppText>}
                </View>
                <FrameBanner asksToSignIn={false} />
                {children}
              </View>
            }
          />
        </View>
      </BringIntoViewProvider>
      {footer !== undefined && (
        <View
          style={{
            borderTopWidth: 1,
            ...(isApart
              ? { backgroundColor: colors.card, borderTopColor: colors.line }
              : { borderTopColor: 'transparent' }),
            paddingTop: space(1.5),
            paddingBottom: insets.bottom + space(1.5),
          }}
        >
          <View style={[room, { gap: space(1) }]}>{footer}</View>
        </View>
      )}
    </KeyboardAvoidingView>
  );
}

function Steps({ step }: { readonly step: number }) {
  const { t } = useTranslation();
  const colors = useColors();
  return (
    <View style={{ flexDirection: 'row', alignItems: 'center', gap: space(1.5) }}>
      <AppText size="small" color="quietText">
        {t('welcome.step', { step, steps: STEPS.length })}
      </AppText>
      <View aria-hidden style={{ flexDirection: 'row', gap: space(0.5) }}>
        {STEPS.map((each) => (
          <View
            key={each}
            style={{
              width: space(each === step ? 3 : 1),
              height: space(1),
              borderRadius: space(0.5),
              backgroundColor: each <= step ? colors.safe : colors.line,
            }}
          />
        ))}
      </View>
    </View>
  );
}
