import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState.tsx';
import { useAppPorts, useController } from '../../controller/AppPortsContext.tsx';

/** Why there is nothing to choose from, and what to do about it. */
export function NoAlbums({ reason }: { readonly reason: 'no-access' | 'none-yet' }) {
  const { t } = useTranslation();
  const controller = useController();
  const { device } = useAppPorts();
  return reason === 'no-access' ? (
    <EmptyState
      icon="lock-outline"
      title={t('backup.sentence.noAccess')}
      detail={t('backup.detail.noAccess')}
      action={{
        label: t('action.allowAccess'),
        onPress: () => {
          device.askForAccess().catch(() => undefined);
        },
      }}
    />
  ) : (
    <EmptyState
      icon="image-multiple-outline"
      title={t('albums.empty')}
      detail={t('albums.emptyDetail')}
      action={{
        label: t('albums.look'),
        onPress: () => {
          controller.scan().catch(() => undefined);
        },
      }}
    />
  );
}
