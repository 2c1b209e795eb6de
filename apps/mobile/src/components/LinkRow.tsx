import type { Href } from 'expo-router';
import type { ReactNode } from 'react';
import { View } from 'react-native';
import { AppIcon, type IconName } from '../icons/AppIcon.tsx';
import { useColors } from '../theme/use-app-theme.ts';
import { ROW, RowWords } from './row.tsx';
import { TouchableLink } from './Touchable.tsx';

/** One line of a card that leads to another screen, with what is to be known before. */
export function LinkRow({
  title,
  detail,
  href,
  ...before
}: {
  readonly title: string;
  readonly detail?: string | undefined;
  /** Undefined: it leads nowhere now. */
  readonly href: Href | undefined;
} & ({ readonly icon: IconName } | { readonly picture: ReactNode })) {
  const colors = useColors();
  const words = (
    <>
      {'icon' in before ? <AppIcon name={before.icon} color={colors.quietText} /> : before.picture}
      <RowWords title={title} detail={detail} />
    </>
  );
  if (href === undefined) return <View style={ROW}>{words}</View>;
  return (
    <TouchableLink href={href} style={ROW}>
      {words}
      <AppIcon name="chevron-right" color={colors.quietText} size={20} />
    </TouchableLink>
  );
}
