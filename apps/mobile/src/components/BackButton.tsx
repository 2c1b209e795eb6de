import { useRouter, type Href } from 'expo-router';
import { useTranslation } from 'react-i18next';
import { AppIcon } from '../icons/AppIcon.tsx';
import { TOUCH, space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { Touchable } from './Touchable.tsx';

/** The way back; `fallback`: where it leads when the page was opened by its address and has nothing behind it. */
export function BackButton({ fallback = '/' }: { readonly fallback?: Href }) {
  const { t } = useTranslation();
  const colors = useColors();
  const router = useRouter();
  return (
    <Touchable
      role="button"
      aria-label={t('action.back')}
      onPress={() => {
        if (router.canGoBack()) router.back();
        else router.replace(fallback);
      }}
      style={{
        width: TOUCH,
        height: TOUCH,
        marginStart: -space(1.5),
        borderRadius: TOUCH / 2,
        alignItems: 'center',
        justifyContent: 'center',
      }}
    >
      <AppIcon name="arrow-left" color={colors.text} />
    </Touchable>
  );
}
