import { View } from 'react-native';
import { AppIcon, type IconName } from '../icons/AppIcon.tsx';
import type { Colors } from '../theme/colors.ts';
import { RADIUS, space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { AppText } from './AppText.tsx';
import { TextAction, type Action } from './TextAction.tsx';

export type BannerTone = 'waiting' | 'needs-you';

const LOOKS: Readonly<
  Record<BannerTone, { readonly ground: keyof Colors; readonly text: keyof Colors; readonly icon: IconName }>
> = {
  waiting: { ground: 'waitingGround', text: 'onWaitingGround', icon: 'clock-outline' },
  'needs-you': { ground: 'needsYouGround', text: 'onNeedsYouGround', icon: 'alert-circle-outline' },
};

/** One line about something that holds, and the one thing to do about it, or the two to choose from. Read out when it comes. */
export function Banner({
  tone,
  icon,
  text,
  action,
  other,
}: {
  readonly tone: BannerTone;
  /** By default that of the tone. */
  readonly icon?: IconName | undefined;
  readonly text: string;
  readonly action?: Action | undefined;
  readonly other?: Action | undefined;
}) {
  const colors = useColors();
  const look = LOOKS[tone];
  return (
    <View
      role={tone === 'needs-you' ? 'alert' : 'status'}
      style={{
        flexDirection: 'row',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: space(1.5),
        backgroundColor: colors[look.ground],
        borderRadius: RADIUS,
        paddingHorizontal: space(2),
        paddingVertical: space(0.5),
        minHeight: space(7),
      }}
    >
      <AppIcon name={icon ?? look.icon} color={colors[look.text]} size={20} />
      <AppText
        color={look.text}
        style={{ flexGrow: 1, flexShrink: 1, flexBasis: 200, minWidth: 0, paddingVertical: space(1) }}
      >
        {text}
      </AppText>
      {action !== undefined && (
        <View style={{ flexDirection: 'row', flexWrap: 'wrap', columnGap: space(3) }}>
          <TextAction {...action} color={look.text} />
          {other !== undefined && <TextAction {...other} color={look.text} />}
        </View>
      )}
    </View>
  );
}
