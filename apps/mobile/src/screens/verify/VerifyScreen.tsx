import { useTranslation } from 'react-i18next';
import { OtherFolders } from '../../components/OtherFolders.tsx';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { useFreeable, useVerify } from '../../controller/proving.ts';
import { useStatus } from '../../controller/questions.ts';
import { FreeSpaceCard } from './FreeSpaceCard.tsx';
import { ProvenCard } from './ProvenCard.tsx';
import { VerifyCard } from './VerifyCard.tsx';
import { VerifyResult } from './VerifyResult.tsx';

/** Can I trust it? Can I delete? */
export function VerifyScreen() {
  const { t } = useTranslation();
  const status = useStatus();
  const freeable = useFreeable();
  const verify = useVerify();
  const backedUpCount =
    (status.data?.statistics.uploadedCount ?? 0) + (status.data?.statistics.duplicateCount ?? 0);
  return (
    <ScreenFrame
      title={t('title.verify')}
      needs={[status, freeable]}
      aside={<>{freeable.data !== undefined && <FreeSpaceCard freeable={freeable.data} />}</>}
    >
      {status.data !== undefined && freeable.data !== undefined && (
        <ProvenCard
          backedUpCount={backedUpCount}
          unprovenCount={freeable.data?.unprovenCount}
          deletedCount={status.data.statistics.deletedOnServerCount}
        />
      )}
      {/* What is not shown is not asked after either. */}
      <OtherFolders />
      <VerifyResult verify={verify} />
      <VerifyCard verify={verify} totalCount={backedUpCount} />
    </ScreenFrame>
  );
}
