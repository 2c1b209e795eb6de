import type { AssetRecord } from '@keepsake/engine';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkRow } from '../../components/LinkRow.tsx';
import { PhotoRow } from '../../components/PhotoRow.tsx';
import { plainName } from '../../components/plain-name.ts';
import { Divider, SectionCard } from '../../components/SectionCard.tsx';
import { useLatestAssets, useSettings } from '../../controller/questions.ts';
import { useSnapshot } from '../../controller/use-watched.ts';
import { useFormats } from '../../i18n/LanguageProvider.tsx';

const NEXT = { standing: 'candidate', settlement: 'pending' } as const;
/** Those on their way are among the first, ten at most. */
const ASKED = 40;
const SHOWN = 12;

/** What is sent after those that are on their way, in its order. */
export function UpNext() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { transfers, statistics } = useSnapshot();
  const { data } = useLatestAssets(NEXT, ASKED);
  const order = useSettings().data?.order;
  const onTheWay = new Set(transfers.map(({ asset }) => asset.id));
  const still = (data ?? []).filter(({ asset }) => !onTheWay.has(asset.id));
  const next = (order === 'photos-before-videos' ? photosFirst(still) : still).slice(0, SHOWN);
  if (next.length === 0) return null;
  const restCount = (statistics?.candidates.waitingCount ?? 0) - transfers.length - next.length;
  return (
    <SectionCard title={t('uploading.upNext')}>
      {next.map(({ asset }, index) => {
        const size = asset.original.sizeBytes;
        const detail = [formats.date(asset.createdAtMs), ...(size === undefined ? [] : [formats.size(size)])];
        return (
          <Fragment key={asset.id}>
            {index > 0 && <Divider inset={11} />}
            <PhotoRow
              asset={asset}
              name={plainName(asset.original.fileName)}
              detail={detail.join(' · ')}
              label={detail.join('. ')}
            />
          </Fragment>
        );
      })}
      {restCount > 0 && (
        <>
          <Divider />
          <LinkRow
            icon="clock-outline"
            title={t('uploading.more', { count: restCount })}
            href={{ pathname: '/photos/[list]', params: { list: 'waiting' } }}
          />
        </>
      )}
    </SectionCard>
  );
}

function photosFirst(records: readonly AssetRecord[]): readonly AssetRecord[] {
  const isVideo = ({ asset }: AssetRecord): boolean => asset.kind === 'video';
  return [...records.filter((record) => !isVideo(record)), ...records.filter(isVideo)];
}
