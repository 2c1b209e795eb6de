import { useTranslation } from 'react-i18next';
import { AppText } from './AppText.tsx';
import { ProgressBar } from './ProgressBar.tsx';
import { SectionCard } from './SectionCard.tsx';
import { useSnapshot } from '../controller/use-watched.ts';
import { useFormats } from '../i18n/LanguageProvider.tsx';
import { space } from '../theme/layout.ts';

/** From here on the bar warns. */
const NEARLY_FULL = 0.95;

/** How much of the server's room is used; absent until a server has told. */
export function StorageCard() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { storage } = useSnapshot();
  if (storage === undefined) return null;
  const { usedBytes, quotaBytes } = storage;
  const used = formats.size(usedBytes);
  if (quotaBytes === undefined) {
    return (
      <SectionCard title={t('backup.storage')} isPadded>
        <AppText>{t('backup.storageUsed', { used })}</AppText>
        <AppText size="small" color="quietText">
          {t('backup.storageNoLimit')}
        </AppText>
      </SectionCard>
    );
  }
  const share = quotaBytes === 0 ? 1 : usedBytes / quotaBytes;
  const words = t('backup.storageOf', { used, quota: formats.size(quotaBytes) });
  return (
    <SectionCard title={t('backup.storage')} isPadded style={{ gap: space(1.5) }}>
      <AppText>{words}</AppText>
      <ProgressBar share={share} label={words} isFull={share >= NEARLY_FULL} />
    </SectionCard>
  );
}
