import { useRouter } from 'expo-router';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import { isUnderWay } from '../../components/run-state.ts';
import { useAppPorts, useController } from '../../controller/AppPortsContext.tsx';
import { useStatus } from '../../controller/questions.ts';
import { useWatched } from '../../controller/use-watched.ts';
import { space } from '../../theme/layout.ts';
import type { HomeState } from './home-state.ts';
import { OverMobileDialog } from './OverMobileDialog.tsx';
import { useIsBeside } from './use-is-beside.ts';

/** What signing in helps. */
const SIGN_IN: ReadonlySet<string> = new Set(['unauthorized', 'signed-out', 'sign-in']);

/** The one thing to do now. */
export function MainAction({ state }: { readonly state: HomeState }) {
  const { t } = useTranslation();
  const router = useRouter();
  const controller = useController();
  const { device } = useAppPorts();
  const { network } = useWatched(device.conditions);
  const status = useStatus();
  const isBeside = useIsBeside();
  const [isAsking, setAsking] = useState(false);
  // What can go wrong is the snapshot's to say; a lost link is the frame's.
  const start = (isOverMeteredAllowed: boolean): void => {
    controller.start({ isOverMeteredAllowed }).catch(() => undefined);
  };

  if (isUnderWay(state)) {
    return (
      <PrimaryButton label={t('action.pause')} icon="pause" isQuiet onPress={() => controller.cancel()} />
    );
  }
  if (state.kind === 'noAccess') {
    return (
      <PrimaryButton
        label={t('action.allowAccess')}
        onPress={() => {
          device.askForAccess().catch(() => undefined);
        }}
      />
    );
  }
  if (state.kind === 'nothingChosen') {
    return <PrimaryButton label={t('action.chooseAlbums')} onPress={() => router.navigate('/albums')} />;
  }
  if (state.kind === 'full') {
    return (
      <View style={{ gap: space(1), ...(isBeside && { flexDirection: 'row', flexWrap: 'wrap' }) }}>
        <PrimaryButton label={t('freeSpace.title')} onPress={() => router.navigate('/verify')} />
        <PrimaryButton
          label={t('action.tryAgain')}
          isQuiet
          onPress={() => {
            start(false);
          }}
        />
      </View>
    );
  }
  if (state.kind === 'failed') {
    return (
      <View style={{ gap: space(1), ...(isBeside && { flexDirection: 'row', flexWrap: 'wrap' }) }}>
        <PrimaryButton label={t('action.seeWhy')} onPress={() => router.navigate('/failed')} />
        {/* What came since is not kept waiting by what failed. */}
        <PrimaryButton
          label={t('action.backUpNow')}
          isQuiet
          onPress={() => {
            start(false);
          }}
        />
      </View>
    );
  }
  if (state.kind === 'stopped' && SIGN_IN.has(state.why)) {
    return <PrimaryButton label={t('action.signIn')} onPress={() => router.navigate('/welcome/sign-in')} />;
  }
  const isHeldByNetwork = state.kind === 'waiting' && state.for === 'wi-fi' && network === 'metered';
  const heldBytes = status.data?.waiting['wi-fi'];
  if (isHeldByNetwork && heldBytes !== undefined) {
    return (
      <>
        <PrimaryButton
          label={t('overMobile.confirm')}
          isQuiet
          onPress={() => {
            setAsking(true);
          }}
        />
        {isAsking && (
          <OverMobileDialog
            sum={heldBytes}
            onAnswer={(isAllowed) => {
              setAsking(false);
              if (isAllowed) start(true);
            }}
          />
        )}
      </>
    );
  }
  return (
    <PrimaryButton
      label={labelOf(state, t)}
      isQuiet={
        state.kind === 'complete' ||
        state.kind === 'aside' ||
        state.kind === 'lost' ||
        state.kind === 'empty' ||
        state.kind === 'waiting' ||
        state.kind === 'elsewhere'
      }
      isDisabled={state.kind === 'loading'}
      onPress={() => {
        start(false);
      }}
    />
  );
}

function labelOf({ kind }: HomeState, t: TFunction): string {
  if (kind === 'paused') return t('action.goOn');
  return kind === 'stopped' ? t('action.tryAgain') : t('action.backUpNow');
}
