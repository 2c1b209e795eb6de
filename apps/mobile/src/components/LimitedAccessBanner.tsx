import { useTranslation } from 'react-i18next';
import { useAppPorts } from '../controller/AppPortsContext.tsx';
import { useWatched } from '../controller/use-watched.ts';
import { Banner } from './Banner.tsx';

/** That only some photos were picked for the app to see, with both ways to change that; nothing where it sees all, or none. */
export function LimitedAccessBanner() {
  const { t } = useTranslation();
  const { device } = useAppPorts();
  const access = useWatched(device.access);
  if (access.kind !== 'photos' || access.granted !== 'limited') return null;
  const ask = (wanted: 'all' | 'more'): void => {
    device.askForAccess(wanted).catch(() => undefined);
  };
  return (
    <Banner
      tone="waiting"
      icon="image-multiple-outline"
      text={t('access.limited')}
      action={{ label: t('access.more'), onPress: () => ask('more') }}
      other={{ label: t('access.all'), onPress: () => ask('all') }}
    />
  );
}
