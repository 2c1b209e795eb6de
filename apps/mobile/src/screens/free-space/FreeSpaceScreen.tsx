import type { AssetId } from '@keepsake/engine';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { Banner } from '../../components/Banner.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { OnceSignedIn } from '../../components/OnceSignedIn.tsx';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { useAppPorts, useController } from '../../controller/AppPortsContext.tsx';
import { useFreeable, useFreeSpace, type Freeable } from '../../controller/proving.ts';
import { useNow } from '../../controller/use-now.ts';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { space } from '../../theme/layout.ts';
import { removableUnder, sizeOf } from '../verify/keep-rules.ts';
import { useKeepRules } from '../verify/use-keep-rules.ts';
import { useReasonsAgainst } from '../verify/use-reasons-against.ts';
import { FreeingResultCard } from './FreeingResultCard.tsx';
import { RemovableList } from './RemovableList.tsx';
import { SecondLook } from './SecondLook.tsx';

/** Which photos would be removed from the device? */
export function FreeSpaceScreen() {
  const { t } = useTranslation();
  return (
    <OnceSignedIn title={t('freeSpace.title')} what="proven">
      <Removing />
    </OnceSignedIn>
  );
}

function Removing() {
  const { t } = useTranslation();
  const formats = useFormats();
  const controller = useController();
  const { device } = useAppPorts();
  const now = useNow();
  const freeable = useFreeable();
  const [rules] = useKeepRules();
  const [kept, setKept] = useState<ReadonlySet<AssetId>>(new Set());
  const [isAsking, setAsking] = useState(false);
  const freeing = useFreeSpace();

  const items = device.canFreeSpace ? removableUnder(freeable.data?.items ?? [], rules, now) : [];
  const chosen = items.filter(({ record }) => !kept.has(record.asset.id));
  const words = { count: chosen.length, size: formats.size(sizeOf(chosen)) };

  if (freeing.isBusy || freeing.outcome !== undefined) {
    return (
      <ScreenFrame title={t('freeSpace.title')}>
        {freeing.outcome !== undefined ? (
          <FreeingResultCard freed={freeing.outcome} />
        ) : (
          <SectionCard isPadded style={{ gap: space(2) }}>
            <View role="status" style={{ gap: space(1.5) }}>
              <AppText>{t('freeSpace.going')}</AppText>
              <ProgressBar share={undefined} label={t('freeSpace.going')} />
              <AppText size="small" color="quietText">
                {t('freeSpace.goingDetail')}
              </AppText>
            </View>
            <PrimaryButton
              label={t('verify.stop')}
              icon="pause"
              isQuiet
              onPress={() => controller.cancel()}
            />
          </SectionCard>
        )}
      </ScreenFrame>
    );
  }
  return (
    <ScreenFrame title={t('freeSpace.title')} needs={[freeable]} scrolls={false}>
      {freeing.error !== null && <Banner tone="needs-you" text={t('freeSpace.failed')} />}
      {items.length === 0 ? (
        <NothingToRemove freeable={freeable.data ?? NOTHING} />
      ) : (
        <>
          <RemovableList items={items} kept={kept} onKeep={setKept} />
          <View style={{ paddingBottom: space(2), marginTop: -space(1) }}>
            <PrimaryButton
              label={t('freeSpace.remove', words)}
              isDisabled={chosen.length === 0}
              onPress={() => {
                setAsking(true);
              }}
            />
          </View>
        </>
      )}
      {isAsking && (
        <SecondLook
          words={words}
          onAnswer={(isMeant) => {
            setAsking(false);
            if (isMeant) freeing.run(chosen.map(({ record }) => record.asset.id));
          }}
        />
      )}
    </ScreenFrame>
  );
}

const NOTHING: Freeable = { items: [], unprovenCount: 0 };

/** Why there is nothing, and the way back to where that can be changed. */
function NothingToRemove({ freeable }: { readonly freeable: Freeable }) {
  const { t } = useTranslation();
  const { device } = useAppPorts();
  const against = useReasonsAgainst(freeable);
  // Where it never removes anything there is no "now".
  const [title, detail] = device.canFreeSpace
    ? [t('freeSpace.empty'), against[0] ?? t('freeSpace.emptyByRules')]
    : against;
  return (
    <EmptyState
      icon="harddisk"
      title={title ?? t('freeSpace.empty')}
      detail={detail}
      action={{ label: t('title.verify'), href: '/verify' }}
    />
  );
}
