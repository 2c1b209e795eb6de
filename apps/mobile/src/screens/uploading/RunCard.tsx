import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText, Heading } from '../../components/AppText.tsx';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { useAppPorts, useController } from '../../controller/AppPortsContext.tsx';
import { useNow } from '../../controller/use-now.ts';
import { useSnapshot, useWatched } from '../../controller/use-watched.ts';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { space } from '../../theme/layout.ts';
import { paceOf, shareOfRun, wordsOfRun } from '../../components/run-progress.ts';
import { isUnderWay } from '../../components/run-state.ts';
import { uploadStateOf } from './upload-state.ts';
import { uploadWordsOf } from './upload-words.ts';

/** The backup as a whole: what it does, how far it is, how fast, how long yet; and the one thing to do. */
export function RunCard() {
  const { t } = useTranslation();
  const formats = useFormats();
  const controller = useController();
  const snapshot = useSnapshot();
  const { device } = useAppPorts();
  const { network } = useWatched(device.conditions);
  const now = useNow();
  const state = uploadStateOf(snapshot, network);
  const { sentence, detail } = uploadWordsOf(state, formats, now, t);
  const { progress } = snapshot;
  const isRunning = isUnderWay(state);
  const pace = state.kind === 'working' ? paceOf(snapshot, formats) : '';
  return (
    <SectionCard style={{ padding: space(2), gap: space(2) }}>
      <View role="status" style={{ gap: space(0.5) }}>
        <Heading level={2} size="large" color="text">
          {sentence}
        </Heading>
        {detail !== undefined && <AppText color="quietText">{detail}</AppText>}
      </View>
      {isRunning && (
        <View style={{ gap: space(1) }}>
          <ProgressBar share={shareOfRun(progress)} label={t('uploading.overall')} />
          <AppText>{progress === undefined ? ' ' : wordsOfRun(progress, formats, t)}</AppText>
          <AppText size="small" color="quietText">
            {pace === '' ? ' ' : pace}
          </AppText>
        </View>
      )}
      {isRunning ? (
        <PrimaryButton
          label={t('action.cancel')}
          isQuiet
          onPress={() => {
            controller.cancel();
          }}
        />
      ) : (
        // What failed is not sent again by that; the banner above leads to what helps.
        state.kind !== 'all-safe' &&
        state.kind !== 'failed' && (
          <PrimaryButton
            label={t(state.kind === 'paused' ? 'action.goOn' : 'action.backUpNow')}
            onPress={() => {
              controller.start().catch(() => undefined);
            }}
          />
        )
      )}
    </SectionCard>
  );
}
