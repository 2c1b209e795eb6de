import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyboardAvoidingView, ScrollView, View, type ViewStyle } from 'react-native';
import { useSafeAreaInsets } from 'react-native-safe-area-context';
import type { Asked } from '../controller/questions.ts';
import { CONTENT_WIDTH, TOUCH, TWO_COLUMNS_WIDTH, space } from '../theme/layout.ts';
import { STEADY, scrollbarWidth } from '../theme/scrollbar';
import { useColors } from '../theme/use-app-theme.ts';
import { useIsWide } from '../theme/use-is-wide.ts';
import { Heading } from './AppText.tsx';
import { BackButton } from './BackButton.tsx';
import { EmptyState } from './EmptyState.tsx';
import { FrameBanner } from './FrameBanner.tsx';
import { Skeleton } from './Skeleton.tsx';

export interface ScreenFrameProps {
  readonly title: string;
  /** What the screen cannot be drawn without: while one is missing it shows that it loads, or that it could not. */
  readonly needs?: readonly Pick<Asked<unknown>, 'data' | 'error' | 'refetch'>[];
  /** What stands in for the content while it loads, as large as it will be; and for the second column. */
  readonly skeleton?: ReactNode;
  readonly asideSkeleton?: ReactNode;
  /** One of the four places of the navigation: no way back. */
  readonly isPlace?: boolean;
  /** False: what is on the screen says already that nobody is signed in, and where one does. */
  readonly asksToSignIn?: boolean;
  /**
   * The second column where there is room for one; below the first where there is not. Undefined: one column. An element that
   * holds nothing yet keeps the room of what will come.
   */
  readonly aside?: ReactElement | undefined;
  /** At the end of the title's line. */
  readonly action?: ReactNode;
  /** False: the screen scrolls by itself, as a virtual list does, and its content fills what is left. */
  readonly scrolls?: boolean;
  readonly children: ReactNode;
}

/** What every screen has: its title, its way back, its room on wide and narrow windows, and its states. */
export function ScreenFrame({
  title,
  needs = [],
  skeleton = <CardSkeletons />,
  asideSkeleton = <Skeleton height={space(18)} radius={16} />,
  isPlace = false,
  asksToSignIn = true,
  aside,
  action,
  scrolls = true,
  children,
}: ScreenFrameProps) {
  const { t } = useTranslation();
  const colors = useColors();
  const insets = useSafeAreaInsets();
  const isWide = useIsWide();
  const isInColumns = isWide && aside !== undefined;
  const failed = needs.find(({ data, error }) => data === undefined && error !== null);
  const isLoading = needs.some(({ data }) => data === undefined);
  const room: ViewStyle = {
    width: '100%',
    maxWidth: isInColumns ? TWO_COLUMNS_WIDTH : CONTENT_WIDTH,
    alignSelf: 'center',
    paddingHorizontal: space(2),
  };

  const content =
    failed !== undefined ? (
      <EmptyState
        icon="alert-circle-outline"
        title={t('frame.failed')}
        action={{ label: t('action.tryAgain'), onPress: () => void failed.refetch() }}
      />
    ) : isLoading ? (
      <View role="status" aria-label={t('frame.loading')} aria-busy>
        {isInColumns ? <Columns first={skeleton} second={asideSkeleton} /> : skeleton}
      </View>
    ) : isInColumns ? (
      <Columns
        first={children}
        second={aside}
        style={scrolls ? { alignItems: 'flex-start' } : { alignItems: 'stretch', flex: 1 }}
      />
    ) : (
      <View style={[{ gap: space(3) }, !scrolls && { flex: 1 }]}>
        {children}
        {aside}
      </View>
    );

  const head = (
    <View
      style={[
        room,
        { paddingTop: insets.top + space(isWide ? 3 : 1), gap: space(1), paddingBottom: space(1) },
      ]}
    >
      <View style={{ flexDirection: 'row', alignItems: 'center', minHeight: TOUCH, gap: space(1) }}>
        {!isPlace && <BackButton />}
        <Heading level={1} style={{ flexGrow: 1, flexShrink: 1 }}>
          {title}
        </Heading>
        {action}
      </View>
      <FrameBanner asksToSignIn={asksToSignIn} />
    </View>
  );

  return (
    <KeyboardAvoidingView
      behavior="padding"
      role="main"
      // As wide as a screen that scrolls, whose bar takes some of it.
      style={{ flex: 1, backgroundColor: colors.ground, paddingEnd: scrolls ? 0 : scrollbarWidth() }}
    >
      {scrolls ? (
        <ScrollView
          style={STEADY}
          // A button does what it says also while the keyboard is there.
          keyboardShouldPersistTaps="handled"
          contentContainerStyle={{ paddingBottom: insets.bottom + space(4) }}
        >
          {head}
          <View style={room}>{content}</View>
        </ScrollView>
      ) : (
        <>
          {head}
          <View style={[room, { flex: 1 }]}>{content}</View>
        </>
      )}
    </KeyboardAvoidingView>
  );
}

function Columns({
  first,
  second,
  style,
}: {
  readonly first: ReactNode;
  readonly second: ReactNode;
  readonly style?: ViewStyle;
}) {
  return (
    <View style={[{ flexDirection: 'row', gap: space(3) }, style]}>
      <View style={{ flex: 1.35, gap: space(3) }}>{first}</View>
      <View style={{ flex: 1, gap: space(3) }}>{second}</View>
    </View>
  );
}

function CardSkeletons() {
  return (
    <View style={{ gap: space(3) }}>
      <Skeleton height={space(28)} radius={16} />
      <Skeleton height={space(14)} radius={16} />
      <Skeleton height={space(14)} radius={16} />
    </View>
  );
}
