import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { useSnapshot } from '../controller/use-watched.ts';
import { useFormats } from '../i18n/LanguageProvider.tsx';
import { AppIcon } from '../icons/AppIcon.tsx';
import { space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { AppText } from './AppText.tsx';
import { ProgressBar } from './ProgressBar.tsx';
import { SectionCard } from './SectionCard.tsx';
import { TouchableLink } from './Touchable.tsx';

/** From here on the bar warns. */
const NEARLY_FULL = 0.95;

/** How much of the server's room is used, and the way to what this device has there; absent until a server has told. */
export function StorageCard() {
  const { t } = useTranslation();
  const formats = useFormats();
  const colors = useColors();
  const { storage } = useSnapshot();
  if (storage === undefined) return null;
  const { usedBytes, quotaBytes } = storage;
  const used = formats.size(usedBytes);
  const share = quotaBytes === undefined ? undefined : quotaBytes === 0 ? 1 : usedBytes / quotaBytes;
  const words =
    quotaBytes === undefined
      ? t('backup.storageUsed', { used })
      : t('backup.storageOf', { used, quota: formats.size(quotaBytes) });
  return (
    <SectionCard title={t('backup.storage')}>
      <TouchableLink
        href={{ pathname: '/photos/[list]', params: { list: 'on-server' } }}
        label={t('state.showCount', { words })}
        style={{ flexDirection: 'row', alignItems: 'center', gap: space(2), padding: space(2) }}
      >
        <View style={{ flex: 1, gap: space(share === undefined ? 0 : 1.5) }}>
          <AppText isFollowed>{words}</AppText>
          {share === undefined ? (
            <AppText size="small" color="quietText">
              {t('backup.storageNoLimit')}
            </AppText>
          ) : (
            <ProgressBar share={share} label={words} isFull={share >= NEARLY_FULL} />
          )}
        </View>
        <AppIcon name="chevron-right" color={colors.quietText} size={20} />
      </TouchableLink>
    </SectionCard>
  );
}
