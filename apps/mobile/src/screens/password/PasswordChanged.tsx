import { useRouter } from 'expo-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Platform, View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { AppIcon } from '../../icons/AppIcon.tsx';
import { space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';

/** That it is done, and what follows from it elsewhere. */
export function PasswordChanged({ hasEndedOthers }: { readonly hasEndedOthers: boolean }) {
  const { t } = useTranslation();
  const colors = useColors();
  const router = useRouter();
  const words = useRef<View>(null);
  useEffect(() => {
    // The field that had the keyboard is gone: one goes on here, and hears it.
    if (Platform.OS === 'web') words.current?.focus();
  }, []);
  return (
    <SectionCard isPadded style={{ gap: space(2) }}>
      <View
        ref={words}
        role="status"
        tabIndex={-1}
        aria-live="polite"
        style={[
          { flexDirection: 'row', gap: space(2), alignItems: 'flex-start' },
          Platform.OS === 'web' && { outlineStyle: 'none' as never },
        ]}
      >
        <AppIcon name="shield-check" color={colors.safe} size={28} />
        <View style={{ flex: 1, gap: space(1) }}>
          <AppText isEmphasised>{t('password.done.title')}</AppText>
          <AppText color="quietText">
            {t(`password.done.${hasEndedOthers ? 'others' : 'perhapsOthers'}`)}
          </AppText>
        </View>
      </View>
      <PrimaryButton
        label={t('password.done.confirm')}
        onPress={() => {
          if (router.canGoBack()) router.back();
          else router.replace('/settings');
        }}
      />
    </SectionCard>
  );
}
