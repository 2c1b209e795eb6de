import { useTranslation } from 'react-i18next';
import { useLatestAssets } from '../controller/questions.ts';
import { useSnapshot } from '../controller/use-watched.ts';
import { Banner } from './Banner.tsx';
import { plainName } from './plain-name.ts';

const FAILED = { standing: 'candidate', settlement: 'failed' } as const;

/** That photos failed, in one line: a single one by its name and reason, several by their number. */
export function FailureBanner() {
  const { t } = useTranslation();
  const count = useSnapshot().statistics?.candidates.failedCount ?? 0;
  const [last] = useLatestAssets(FAILED, 1).data ?? [];
  if (count === 0) return null;
  const text =
    count === 1 && last?.settlement.kind === 'failed'
      ? t('failed.couldNot', {
          name: plainName(last.asset.original.fileName),
          reason: t(`reason.${last.settlement.failure.code}.title`),
        })
      : t('failed.count', { count });
  return <Banner tone="needs-you" text={text} action={{ label: t('action.seeWhy'), href: '/failed' }} />;
}
