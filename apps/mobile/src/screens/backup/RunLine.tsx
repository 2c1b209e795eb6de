import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { paceOf, wordsOfRun } from '../../components/run-progress.ts';
import { leftOfVerifying, wordsOfVerifying } from '../../components/verify-progress.ts';
import { useSnapshot } from '../../controller/use-watched.ts';
import { useFormats } from '../../i18n/LanguageProvider.tsx';

/** How far the run is: "12 of 50 • 2.4 MB / 5.1 MB", its speed and what is left. Its room is there before they are known. */
export function RunLine({ isCentered }: { readonly isCentered: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const snapshot = useSnapshot();
  const { activity, progress } = snapshot;
  const words = { isCentered, color: 'quietText' } as const;
  if (activity.kind !== 'uploading' || progress === undefined) {
    const scanned =
      activity.kind === 'scanning' && activity.assetsSeen > 0
        ? t('backup.scanned', { count: activity.assetsSeen })
        : ' ';
    const verifying = activity.kind === 'verifying' ? activity.progress : undefined;
    return (
      <View>
        <AppText isCentered={isCentered}>
          {verifying === undefined ? scanned : wordsOfVerifying(verifying, formats, t)}
        </AppText>
        <AppText size="small" {...words}>
          {verifying === undefined ? ' ' : leftOfVerifying(verifying, formats)}
        </AppText>
      </View>
    );
  }
  const pace = paceOf(snapshot, formats);
  return (
    <View>
      <AppText isCentered={isCentered}>{wordsOfRun(progress, formats, t)}</AppText>
      <AppText size="small" {...words}>
        {pace === '' ? ' ' : pace}
      </AppText>
    </View>
  );
}
