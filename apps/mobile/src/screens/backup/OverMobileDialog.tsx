import type { AssetSum } from '@keepsake/engine';
import { useTranslation } from 'react-i18next';
import { Question } from '../../components/Question.tsx';
import { useFormats } from '../../i18n/LanguageProvider.tsx';

/** Asks before mobile data is used once, and names the bytes (N5). */
export function OverMobileDialog({
  sum,
  onAnswer,
}: {
  /** What waits for Wi-Fi. */
  readonly sum: AssetSum;
  readonly onAnswer: (isAllowed: boolean) => void;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Question
      title={t('overMobile.title', { count: sum.count })}
      text={t('overMobile.text', { size: formats.size(sum.sizeBytes) })}
      confirm={{
        label: t('overMobile.confirm'),
        onPress: () => {
          onAnswer(true);
        },
      }}
      onLeave={() => {
        onAnswer(false);
      }}
    />
  );
}
