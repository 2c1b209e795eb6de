import type { AssetSum } from '@keepsake/engine';
import { useTranslation } from 'react-i18next';
import { Button, Dialog, Portal } from 'react-native-paper';
import { AppText } from '../../components/AppText.tsx';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { CONTENT_WIDTH } from '../../theme/layout.ts';

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
    <Portal>
      <Dialog
        visible
        onDismiss={() => {
          onAnswer(false);
        }}
        style={{ alignSelf: 'center', width: '90%', maxWidth: CONTENT_WIDTH / 1.5 }}
      >
        <Dialog.Content>
          <AppText isEmphasised role="heading" aria-level={2}>
            {t('overMobile.title', { count: sum.count })}
          </AppText>
          <AppText color="quietText">{t('overMobile.text', { size: formats.size(sum.sizeBytes) })}</AppText>
        </Dialog.Content>
        <Dialog.Actions>
          <Button
            onPress={() => {
              onAnswer(false);
            }}
          >
            {t('action.cancel')}
          </Button>
          <Button
            mode="contained"
            onPress={() => {
              onAnswer(true);
            }}
          >
            {t('overMobile.confirm')}
          </Button>
        </Dialog.Actions>
      </Dialog>
    </Portal>
  );
}
