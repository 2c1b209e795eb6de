import { useTranslation } from 'react-i18next';
import { EmptyState } from './EmptyState.tsx';
import { ScreenFrame } from './ScreenFrame.tsx';

/** What is shown in the place of a screen that failed: each route names it as its `ErrorBoundary`. */
export function CrashedScreen({ retry }: { readonly error: Error; readonly retry: () => Promise<void> }) {
  const { t } = useTranslation();
  return (
    <ScreenFrame title={t('frame.failed')}>
      <EmptyState
        icon="alert-circle-outline"
        title={t('frame.crashed')}
        action={{ label: t('action.tryAgain'), onPress: () => void retry() }}
      />
    </ScreenFrame>
  );
}
