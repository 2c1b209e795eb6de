import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';

/** An address that leads nowhere. */
export function NotFoundScreen() {
  const { t } = useTranslation();
  return (
    <ScreenFrame title={t('title.notFound')}>
      <EmptyState
        icon="cloud-off-outline"
        title={t('title.notFound')}
        action={{ label: t('action.home'), href: '/' }}
      />
    </ScreenFrame>
  );
}
