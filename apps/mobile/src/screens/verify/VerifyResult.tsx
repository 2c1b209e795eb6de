import type { VerifyReport } from '@keepsake/engine';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText, Heading } from '../../components/AppText.tsx';
import { Banner } from '../../components/Banner.tsx';
import { LinkRow } from '../../components/LinkRow.tsx';
import { linkToPhoto } from '../../components/links.ts';
import { NotDoneBanner } from '../../components/NotDoneBanner.tsx';
import { PhotoThumb } from '../../components/PhotoThumb.tsx';
import { plainName } from '../../components/plain-name.ts';
import { Divider, SectionCard } from '../../components/SectionCard.tsx';
import type { Verified, useVerify } from '../../controller/proving.ts';
import { useSnapshot } from '../../controller/use-watched.ts';
import { AppIcon } from '../../icons/AppIcon.tsx';
import { space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';

const MOST_NAMED = 20;

type Differing = VerifyReport['differing'][number];

/** What the verification of just now found. */
export function VerifyResult({ verify }: { readonly verify: ReturnType<typeof useVerify> }) {
  const { t } = useTranslation();
  if (verify.isBusy) return null;
  if (verify.error !== null) return <Banner tone="needs-you" text={t('verify.failed')} />;
  if (verify.outcome === undefined) return null;
  const { outcome, report } = verify.outcome;
  if (report === undefined || outcome.kind !== 'completed')
    return <NotDoneBanner outcome={outcome} stopped={t('verify.stopped')} />;
  return <Report report={report} asked={verify.outcome} />;
}

function Report({ report, asked }: { readonly report: VerifyReport; readonly asked: Verified }) {
  const { t } = useTranslation();
  const colors = useColors();
  const { damage } = useSnapshot();
  // A backup that began by itself has sent it again by now: when it did is told above.
  const isMended = damage !== undefined && damage.openCount === 0 && damage.mendedCount > 0;
  const isGone = ({ record, verdict }: Differing): boolean =>
    (verdict.kind === 'damaged' || verdict.kind === 'lost') && record.albumIds.length === 0;
  const differing = report.differing.filter(
    (each) => !isMended || each.verdict.kind === 'missing' || isGone(each),
  );
  const goneCount = differing.filter(isGone).length;
  const damagedCount = isMended ? 0 : report.damagedCount - goneCount;
  const differingCount = report.missingCount + damagedCount + goneCount;
  const isSound = report.missingCount + report.damagedCount === 0;
  if (!isSound && differingCount === 0) return null;
  const lines = [
    asked.isDeep && !report.isDeep && t('verify.result.notDeep'),
    !isSound && report.soundCount > 0 && t('verify.result.sound', { count: report.soundCount }),
    report.missingCount > 0 && t('verify.result.missing', { count: report.missingCount }),
    damagedCount > 0 && t('verify.result.damaged', { count: damagedCount }),
    goneCount > 0 && t('verify.result.damagedGone', { count: goneCount }),
    report.unknownCount > 0 && t('verify.result.unknown', { count: report.unknownCount }),
  ].filter((line) => line !== false);
  return (
    <SectionCard>
      <View role="status" style={{ padding: space(2), gap: space(1) }}>
        <View style={{ flexDirection: 'row', gap: space(2), alignItems: 'center' }}>
          <AppIcon
            name={isSound ? 'check-bold' : 'alert-circle-outline'}
            color={isSound ? colors.safe : colors.needsYou}
          />
          <Heading level={2} size="body" color="text" style={{ flex: 1 }}>
            {isSound
              ? t(report.isDeep ? 'verify.result.allReread' : 'verify.result.all', {
                  count: report.soundCount,
                })
              : t('verify.result.differ', { count: differingCount })}
          </Heading>
        </View>
        {lines.map((line) => (
          <AppText key={line} size="small" color="quietText">
            {line}
          </AppText>
        ))}
      </View>
      {differing.slice(0, MOST_NAMED).map(({ record: { asset, albumIds }, verdict }) => (
        <View key={asset.id}>
          <Divider />
          <LinkRow
            picture={<PhotoThumb asset={asset} edge={48} />}
            title={plainName(asset.original.fileName)}
            detail={t(verdictWords(verdict.kind, albumIds.length > 0))}
            href={linkToPhoto(asset.id)}
          />
        </View>
      ))}
      {differing.length > MOST_NAMED && (
        <AppText size="small" color="quietText" style={{ padding: space(2) }}>
          {t('verify.result.more', { count: differingCount - MOST_NAMED })}
        </AppText>
      )}
    </SectionCard>
  );
}

function verdictWords(kind: Differing['verdict']['kind'], isHere: boolean) {
  if (kind === 'missing') return 'verify.verdict.missing';
  if (kind === 'lost') return isHere ? 'verify.verdict.lost' : 'verify.verdict.lostGone';
  return isHere ? 'verify.verdict.damaged' : 'verify.verdict.damagedGone';
}
