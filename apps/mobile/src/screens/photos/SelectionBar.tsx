import type { AssetRecord } from '@keepsake/engine';
import { useTranslation } from 'react-i18next';
import { AppText } from '../../components/AppText.tsx';
import { canRetry } from '../../components/can-retry.ts';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import type { SendAgain } from '../../controller/use-send-again.ts';
import { space } from '../../theme/layout.ts';

/** What is said where nothing can be done with them. */
function wordsFor(records: readonly AssetRecord[]) {
  if (records.length === 0) return 'photos.choose';
  const isAnyFailed = records.some(({ settlement }) => settlement.kind === 'failed');
  return isAnyFailed ? 'photos.noUseTrying' : 'photos.nothingToDo';
}

/** How many photos are chosen, and what can be done with them. */
export function SelectionBar({
  records,
  onBegin,
}: {
  readonly records: readonly AssetRecord[];
  readonly onBegin: (what: SendAgain) => void;
}) {
  const { t } = useTranslation();
  const idsOf = (isMeant: (record: AssetRecord) => boolean) =>
    records.filter(isMeant).map(({ asset }) => asset.id);
  const failedIds = idsOf(canRetry);
  const deletedIds = idsOf(({ settlement }) => settlement.kind === 'deleted-on-server');
  return (
    <SectionCard style={{ padding: space(2), gap: space(1) }}>
      <AppText role="status" isEmphasised>
        {t('photos.selected', { count: records.length })}
      </AppText>
      {failedIds.length + deletedIds.length === 0 && (
        <AppText size="small" color="quietText">
          {t(wordsFor(records))}
        </AppText>
      )}
      {failedIds.length > 0 && (
        <PrimaryButton
          label={t('photos.retry', { count: failedIds.length })}
          onPress={() => {
            onBegin({ kind: 'retry', ids: failedIds });
          }}
        />
      )}
      {deletedIds.length > 0 && (
        <PrimaryButton
          label={t('photos.sendAgain', { count: deletedIds.length })}
          isQuiet={failedIds.length > 0}
          onPress={() => {
            onBegin({ kind: 'upload-again', ids: deletedIds });
          }}
        />
      )}
    </SectionCard>
  );
}
