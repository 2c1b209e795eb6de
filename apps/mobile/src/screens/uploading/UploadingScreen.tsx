import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureBanner } from '../../components/FailureBanner.tsx';
import { OnceSignedIn } from '../../components/OnceSignedIn.tsx';
import { RunBanner } from '../../components/RunBanner.tsx';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { Divider, SectionCard } from '../../components/SectionCard.tsx';
import { useStatus } from '../../controller/questions.ts';
import { useSnapshot } from '../../controller/use-watched.ts';
import { RunCard } from './RunCard.tsx';
import { TransferCard } from './TransferCard.tsx';
import { UpNext } from './UpNext.tsx';

/** What is it doing? */
export function UploadingScreen() {
  const { t } = useTranslation();
  return (
    <OnceSignedIn title={t('title.uploading')} what="uploading">
      <Uploading />
    </OnceSignedIn>
  );
}

function Uploading() {
  const { t } = useTranslation();
  const { transfers } = useSnapshot();
  const status = useStatus();
  return (
    <ScreenFrame title={t('title.uploading')} needs={[status]} aside={<UpNext />}>
      <RunBanner />
      <FailureBanner />
      <RunCard />
      {transfers.length > 0 && (
        <SectionCard title={t('uploading.onTheWay')}>
          {transfers.map((transfer, index) => (
            <Fragment key={transfer.asset.id}>
              {index > 0 && <Divider inset={11} />}
              <TransferCard transfer={transfer} />
            </Fragment>
          ))}
        </SectionCard>
      )}
    </ScreenFrame>
  );
}
