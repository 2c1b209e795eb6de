import type { AssetId, BackupSnapshot } from '@keepsake/engine';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { Banner } from '../../components/Banner.tsx';
import { canRetry } from '../../components/can-retry.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { filtersOf } from '../../components/photo-lists.ts';
import { OnceSignedIn } from '../../components/OnceSignedIn.tsx';
import { RunBanner } from '../../components/RunBanner.tsx';
import { RoomList } from '../../components/RoomList.tsx';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { useStatus } from '../../controller/questions.ts';
import { useAssetList } from '../../controller/use-asset-list.ts';
import { useNow } from '../../controller/use-now.ts';
import { useSendAgain } from '../../controller/use-send-again.ts';
import { useSnapshotPart } from '../../controller/use-watched.ts';
import { space } from '../../theme/layout.ts';
import { useIsWide } from '../../theme/use-is-wide.ts';
import { failedLinesOf, keyOfLine } from './failed-lines.ts';
import { FailedLineView } from './FailedLineView.tsx';
import { FailedSummary } from './FailedSummary.tsx';

/** So many are read at once, so that groups do not grow under the finger; the rest comes when the end is near. */
const READ_AHEAD = 2_000;

const failedCountOf = ({ statistics }: BackupSnapshot): number => statistics?.candidates.failedCount ?? 0;
const isIdleNow = ({ activity }: BackupSnapshot): boolean => activity.kind === 'idle';

/** What went wrong, and what do I do? */
export function FailedScreen() {
  const { t } = useTranslation();
  return (
    <OnceSignedIn title={t('title.failed')} what="failed">
      <Failed />
    </OnceSignedIn>
  );
}

function Failed() {
  const { t } = useTranslation();
  const isWide = useIsWide();
  const now = useNow();
  const toldCount = useSnapshotPart(failedCountOf);
  const isIdle = useSnapshotPart(isIdleNow);
  const status = useStatus();
  const failed = useAssetList(filtersOf('failed'));
  const { sendAgain, asked, hasFailed } = useSendAgain();
  const [retriedCount, setRetriedCount] = useState(0);
  const lines = useMemo(() => failedLinesOf(failed.data ?? []), [failed.data]);
  const loadedCount = failed.data?.length ?? 0;
  const { hasMore, more } = failed;
  useEffect(() => {
    if (hasMore && loadedCount < READ_AHEAD) more();
  }, [hasMore, loadedCount, more]);

  const retry = useCallback(
    (id: AssetId) => {
      setRetriedCount((before) => before + 1);
      sendAgain({ kind: 'retry', ids: [id] });
    },
    [sendAgain],
  );
  // What is loaded is counted; what is not is the ledger's to count.
  const count = hasMore ? Math.max(loadedCount, toldCount) : loadedCount;
  // Those that no retry can help are left alone, as far as all are loaded.
  const retryable = useMemo(
    () => (hasMore ? undefined : (failed.data ?? []).filter(canRetry)),
    [hasMore, failed.data],
  );
  const retryAll = (): void => {
    setRetriedCount(retryable?.length ?? count);
    sendAgain({
      kind: 'retry',
      ids:
        retryable === undefined || retryable.length === loadedCount
          ? 'all-failed'
          : retryable.map(({ asset }) => asset.id),
    });
  };
  const isBusy = (id: AssetId): boolean =>
    asked !== undefined && (asked.ids === 'all-failed' || asked.ids.includes(id));
  // One that was asked for alone has its own sign, unless it is all there is.
  const isAllBusy =
    asked !== undefined &&
    (retryable === undefined
      ? asked.ids === 'all-failed'
      : retryable.length > 0 && retryable.every(({ asset }) => isBusy(asset.id)));

  const summary =
    loadedCount > 0 ? (
      <FailedSummary
        count={count}
        retryableCount={retryable?.length ?? count}
        retryingCount={status.data?.waiting.retry.count ?? 0}
        isBusy={isAllBusy}
        onRetryAll={retryAll}
      />
    ) : undefined;
  return (
    <ScreenFrame
      title={t('title.failed')}
      needs={[failed]}
      scrolls={false}
      aside={
        isWide && summary !== undefined ? <View style={{ paddingTop: space(3) }}>{summary}</View> : undefined
      }
    >
      <RoomList
        data={lines}
        extraData={asked}
        keyExtractor={keyOfLine}
        ListHeaderComponent={
          <View style={{ gap: space(2) }}>
            <RunBanner />
            {hasFailed && <Banner tone="needs-you" text={t('failed.notRetried')} />}
            {!isWide && summary}
          </View>
        }
        ListEmptyComponent={
          retriedCount > 0 && !isIdle ? (
            <EmptyState
              icon="refresh"
              title={t('failed.retrying', { count: retriedCount })}
              action={{ label: t('failed.watch'), href: '/uploading' }}
            />
          ) : (
            <EmptyState icon="check" title={t('failed.empty')} detail={t('failed.emptyDetail')} />
          )
        }
        renderItem={({ item }) => (
          <FailedLineView
            line={item}
            now={now}
            isBusy={item.kind === 'photo' && isBusy(item.record.asset.id)}
            onRetry={retry}
          />
        )}
        onEndReached={more}
        initialNumToRender={12}
        windowSize={9}
        contentContainerStyle={{ paddingBottom: space(4) }}
      />
    </ScreenFrame>
  );
}
