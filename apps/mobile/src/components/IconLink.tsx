import type { Href } from 'expo-router';
import { AppIcon, type IconName } from '../icons/AppIcon.tsx';
import { TOUCH } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { TouchableLink } from './Touchable.tsx';

/** A picture that leads somewhere, at the end of a title's line. */
export function IconLink({
  icon,
  label,
  href,
}: {
  readonly icon: IconName;
  readonly label: string;
  readonly href: Href;
}) {
  const colors = useColors();
  return (
    <TouchableLink
      href={href}
      label={label}
      style={{
        width: TOUCH,
        height: TOUCH,
        borderRadius: TOUCH / 2,
        alignItems: 'center',
        justifyContent: 'center',
      }}
    >
      <AppIcon name={icon} color={colors.text} />
    </TouchableLink>
  );
}
