import { useTranslation } from 'react-i18next';
import { View, type ViewStyle } from 'react-native';
import { AppText, Heading } from '../../components/AppText.tsx';
import { NumberLink } from '../../components/NumberLink.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { isUnderWay } from '../../components/run-state.ts';
import type { Segment } from '../../components/segments.ts';
import { StatusRing } from '../../components/StatusRing.tsx';
import { TouchableLink } from '../../components/Touchable.tsx';
import { useNow } from '../../controller/use-now.ts';
import { useSnapshot } from '../../controller/use-watched.ts';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { AppIcon } from '../../icons/AppIcon.tsx';
import { TOUCH, space } from '../../theme/layout.ts';
import { letters } from '../../theme/letters.ts';
import { useColors } from '../../theme/use-app-theme.ts';
import { ringOf, segmentsOf, type HomeState } from './home-state.ts';
import { homeWordsOf } from './home-words.ts';
import { MainAction } from './MainAction.tsx';
import { RunLine } from './RunLine.tsx';
import { useIsBeside } from './use-is-beside.ts';
import { useRoomOfWords } from './use-room-of-words.ts';

const RING = 176;

/** As high as a finger wants it, in the room of its line: nothing moves when a run begins or ends. */
const COUNT: ViewStyle = {
  flexDirection: 'row',
  alignItems: 'center',
  minHeight: TOUCH,
  marginVertical: -(TOUCH - 24) / 2,
  borderRadius: space(1),
};

/** The answer to "Are my photos safe?": the ring, the sentence, the numbers, and the one thing to do. */
export function StatusCard({ state }: { readonly state: HomeState }) {
  const { t } = useTranslation();
  const snapshot = useSnapshot();
  const isBeside = useIsBeside();
  const roomOfWords = useRoomOfWords();
  const formats = useFormats();
  const now = useNow();
  const words = homeWordsOf(state, formats, now, t);
  const segments = segmentsOf(snapshot);
  const why = state.kind === 'stopped' ? state.why : undefined;
  const { totalCount = 0 } = snapshot.statistics?.candidates ?? {};
  const ring = ringOf(snapshot);
  // Whose photos they are is not known, and so is how many are safe.
  const isUnknown = why === 'sign-in' || (why === 'signed-out' && totalCount === 0);
  // The lists behind the numbers are of whoever is signed in.
  const hasLists = !isUnknown && why !== 'signed-out';
  return (
    <SectionCard style={{ paddingVertical: space(3), paddingHorizontal: space(2), gap: space(3) }}>
      <View
        style={{
          flexDirection: isBeside ? 'row' : 'column',
          alignItems: 'center',
          gap: space(isBeside ? 4 : 2.5),
          // Room for the longest of what is said, so that nothing below moves.
          ...(isBeside && { minHeight: space(33) }),
          paddingHorizontal: space(isBeside ? 2 : 0),
        }}
      >
        <StatusRing segments={ring} size={RING}>
          <Middle state={state} ring={ring} icon={words.icon} color={words.color} />
        </StatusRing>
        <View
          style={{
            gap: space(0.5),
            alignItems: isBeside ? 'flex-start' : 'center',
            flexShrink: 1,
            ...(!isBeside && { minHeight: roomOfWords, justifyContent: 'center' }),
          }}
        >
          <View role="status">
            <Heading level={2} size="large" color="text" isCentered={!isBeside}>
              {words.sentence}
            </Heading>
          </View>
          {words.detail !== undefined && (
            <AppText color="quietText" isCentered={!isBeside}>
              {words.detail}
            </AppText>
          )}
          {state.kind === 'working' && <RunLine isCentered={!isBeside} />}
          {/* Of a run that goes on something else is told in this room. */}
          {!isUnderWay(state) && !isUnknown && <Since isCentered={!isBeside} hasList={hasLists} />}
          {isBeside && (
            <View style={{ paddingTop: space(2) }}>
              <MainAction state={state} />
            </View>
          )}
        </View>
      </View>
      {hasLists && (
        <View style={{ flexDirection: 'row', flexWrap: 'wrap', justifyContent: 'space-between' }}>
          {segments.map(({ state: photoState, count }) => (
            <NumberLink key={photoState} state={photoState} count={count} />
          ))}
        </View>
      )}
      {!isBeside && <MainAction state={state} />}
    </SectionCard>
  );
}

/** While photos are sent, how much of all is there, in per cent; otherwise a picture of the state. */
function Middle({
  state,
  ring,
  icon,
  color,
}: {
  readonly state: HomeState;
  readonly ring: readonly Segment[];
} & Pick<ReturnType<typeof homeWordsOf>, 'icon' | 'color'>) {
  const colors = useColors();
  const formats = useFormats();
  const { t } = useTranslation();
  const total = ring.reduce((sum, { count }) => sum + count, 0);
  const totalCount = Math.round(total);
  const safe = ring.find((segment) => segment.state === 'safe')?.count ?? 0;
  if (state.kind === 'working' && state.at === 'uploading' && totalCount > 0) {
    return (
      <View style={{ alignItems: 'center' }}>
        <AppText size="large" style={letters(34, 42)}>
          {formats.tenthPercent(safe / total)}
        </AppText>
        <AppText size="small" color="quietText">
          {t('backup.ofAll', { count: totalCount })}
        </AppText>
      </View>
    );
  }
  return <AppIcon name={icon} color={colors[color]} size={72} />;
}

/** "1,234 of 1,234 backed up", and when that was last made sure. */
function Since({ isCentered, hasList }: { readonly isCentered: boolean; readonly hasList: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const colors = useColors();
  const now = useNow();
  const { statistics, lastBackupAtMs, lastVerifiedAtMs, damage } = useSnapshot();
  const { backedUpCount = 0, totalCount = 0 } = statistics?.candidates ?? {};
  const count = t('backup.count', { done: backedUpCount, total: totalCount });
  const last =
    lastBackupAtMs === undefined
      ? t('backup.noBackupYet')
      : t('backup.lastBackup', { when: formats.ago(lastBackupAtMs, now) });
  const verified =
    lastVerifiedAtMs === undefined || (damage !== undefined && damage.openCount + damage.lostCount > 0)
      ? undefined
      : t('backup.verified', { when: formats.ago(lastVerifiedAtMs, now) });
  return (
    <>
      {totalCount > 0 && !hasList && <AppText isCentered={isCentered}>{count}</AppText>}
      {totalCount > 0 && hasList && (
        <TouchableLink
          href={{ pathname: '/photos/[list]', params: { list: 'safe' } }}
          label={t('state.showCount', { words: count })}
          style={COUNT}
        >
          <AppText isCentered={isCentered}>{count}</AppText>
          <AppIcon name="chevron-right" color={colors.quietText} size={20} />
        </TouchableLink>
      )}
      <AppText size="small" color="quietText" isCentered={isCentered}>
        {[last, verified].filter((part) => part !== undefined).join(' · ')}
      </AppText>
    </>
  );
}
