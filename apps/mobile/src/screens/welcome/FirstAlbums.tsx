import type { AlbumRecord } from '@keepsake/engine';
import { useRouter } from 'expo-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PixelRatio, View } from 'react-native';
import { Heading } from '../../components/AppText.tsx';
import { Banner } from '../../components/Banner.tsx';
import { ChoiceRow } from '../../components/ChoiceRow.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { LimitedAccessBanner } from '../../components/LimitedAccessBanner.tsx';
import { Picture } from '../../components/Picture.tsx';
import { plainName } from '../../components/plain-name.ts';
import { StandIn } from '../../components/StandIn.tsx';
import { Divider, SectionCard } from '../../components/SectionCard.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useFreshAlbums } from '../../controller/first-choice.ts';
import { useKept } from '../../controller/use-kept.ts';
import { useWatched } from '../../controller/use-watched.ts';
import { space } from '../../theme/layout.ts';
import { FirstResult } from './FirstResult.tsx';
import { choicesOf, firstChoiceOf, type FirstMode } from './first-choices.ts';
import { InView } from './InView.tsx';
import { WelcomeFrame } from './WelcomeFrame.tsx';

const MODES: readonly FirstMode[] = ['everything', 'some'];
const COVER = 44;

/** The third step on a phone: everything but what is left out, or some albums. */
export function FirstAlbums() {
  const { t } = useTranslation();
  const router = useRouter();
  const { device, photos } = useAppPorts();
  const access = useWatched(device.access);
  const granted = access.kind === 'photos' ? access.granted : 'unasked';
  const maySee = granted === 'all' || granted === 'limited';
  const picks = access.kind === 'photos' ? (access.picks ?? 0) : 0;
  const { data: albums, error, refetch } = useFreshAlbums(maySee, `${granted} ${picks}`);
  const before = firstChoiceOf(albums ?? []);
  const [mode, setMode] = useKept<FirstMode>('mode', before.mode);
  const [leftOut, setLeftOut] = useKept<readonly string[]>(
    'leftOut',
    before.mode === 'everything' ? before.named : [],
  );
  const [kept, setKept] = useKept<readonly string[]>('some', before.mode === 'some' ? before.named : []);
  const [named, setNamed] = mode === 'everything' ? [leftOut, setLeftOut] : [kept, setKept];
  const [hasFailed, setFailed] = useState(false);

  const ask = {
    label: t('action.allowAccess'),
    onPress: () => void device.askForAccess().catch(() => undefined),
  };
  const rows = albums?.filter(({ kind }) => kind === 'ordinary') ?? [];
  const row = (album: AlbumRecord) => (
    <ChoiceRow
      role="checkbox"
      label={plainName(album.name)}
      detail={t('welcome.albums.photos', { count: album.assetCount })}
      isChosen={named.includes(album.id)}
      picture={
        <Picture
          source={photos.coverOf(album.id, PixelRatio.getPixelSizeForLayoutSize(COVER))}
          edge={COVER}
          radius={space(1)}
          standIn={<StandIn icon="image-album" edge={COVER} />}
        />
      }
      onPress={() => {
        setNamed(named.includes(album.id) ? named.filter((id) => id !== album.id) : [...named, album.id]);
      }}
    />
  );

  return (
    <WelcomeFrame
      step={3}
      title={t('title.firstAlbums')}
      lead={t('welcome.albums.lead')}
      back="/welcome/sign-in"
      rows={maySee ? rows : []}
      renderRow={row}
      keyOf={({ id }) => id}
      footer={
        albums !== undefined &&
        maySee && (
          <FirstResult
            choices={choicesOf({ mode, named }, albums)}
            isNothing={mode === 'some' && named.length === 0}
            onFailed={setFailed}
            onSaved={() => {
              router.push('/welcome/begin');
            }}
          />
        )
      }
    >
      {hasFailed && (
        <InView words={t('welcome.albums.notSaved')}>
          <Banner tone="needs-you" text={t('welcome.albums.notSaved')} />
        </InView>
      )}
      {!maySee ? (
        <SectionCard>
          <EmptyState
            icon="lock-outline"
            title={t(granted === 'denied' ? 'backup.sentence.noAccess' : 'welcome.access.title')}
            detail={t('backup.detail.noAccess')}
            action={ask}
          />
        </SectionCard>
      ) : error !== null && albums === undefined ? (
        <Banner
          tone="needs-you"
          text={t('welcome.albums.notRead')}
          action={{ label: t('action.tryAgain'), onPress: () => void refetch() }}
        />
      ) : albums === undefined ? (
        <View role="status" aria-label={t('backup.sentence.scanning')} style={{ gap: space(2) }}>
          <Skeleton height={130} radius={16} />
          <Skeleton height={240} radius={16} />
        </View>
      ) : (
        <>
          <LimitedAccessBanner />
          <View role="radiogroup" aria-label={t('title.firstAlbums')}>
            <SectionCard>
              {MODES.map((each, index) => (
                <View key={each}>
                  {index > 0 && <Divider inset={7} />}
                  <ChoiceRow
                    role="radio"
                    label={t(`welcome.albums.${each}.label`)}
                    detail={t(`welcome.albums.${each}.detail`)}
                    isChosen={mode === each}
                    onPress={() => {
                      setMode(each);
                    }}
                  />
                </View>
              ))}
            </SectionCard>
          </View>
          {rows.length > 0 && (
            <Heading level={2} style={{ paddingTop: space(1), paddingHorizontal: space(0.5) }}>
              {t(`welcome.albums.${mode}.list`)}
            </Heading>
          )}
        </>
      )}
    </WelcomeFrame>
  );
}
