import type { ComponentProps } from 'react';
import type { PaperProvider } from 'react-native-paper';
import { AppIcon, type IconName } from './AppIcon.tsx';
import { ICON_PATHS } from './icon-paths.ts';

type PaperIcon = NonNullable<NonNullable<ComponentProps<typeof PaperProvider>['settings']>['icon']>;

/** Paper's own names for icons of ours. */
const ALIASES: Readonly<Record<string, IconName>> = {
  'menu-down': 'chevron-down',
  eye: 'eye-outline',
  'eye-off': 'eye-off-outline',
  'alert-circle': 'alert-circle-outline',
};

/** Draws Paper's icons with ours, so that it looks for no font. */
export const paperIcon: PaperIcon = ({ name, color, size }) => {
  const known = Object.hasOwn(ICON_PATHS, String(name)) ? (name as IconName) : ALIASES[String(name)];
  return known === undefined ? null : <AppIcon name={known} color={color ?? 'currentColor'} size={size} />;
};
