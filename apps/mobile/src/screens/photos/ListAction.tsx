import { useTranslation } from 'react-i18next';
import type { PhotoList } from '../../components/photo-lists.ts';
import { TextAction } from '../../components/TextAction.tsx';
import { useAppPorts, useController } from '../../controller/AppPortsContext.tsx';
import type { SendAgain } from '../../controller/use-send-again.ts';
import { useSnapshot, useWatched } from '../../controller/use-watched.ts';
import { SendAllAgain } from './SendAllAgain.tsx';

/** The one thing to do about a whole list. */
export function ListAction({
  list,
  onBegin,
}: {
  readonly list: PhotoList;
  readonly onBegin: (what: SendAgain) => void;
}) {
  const { t } = useTranslation();
  const controller = useController();
  const isIdle = useSnapshot().activity.kind === 'idle';
  const { device } = useAppPorts();
  const { network } = useWatched(device.conditions);
  switch (list) {
    case 'safe':
    case 'on-server':
    case 'uploaded':
    case 'duplicate':
      return <TextAction label={t('photos.action.verify')} href="/verify" />;
    case 'uploading':
      return <TextAction label={t('photos.action.watch')} href="/uploading" />;
    case 'waiting':
    case 'damaged':
      // What mobile data may be used for is asked there.
      if (isIdle && network !== 'unmetered') return <TextAction label={t('action.home')} href="/" />;
      return isIdle ? (
        <TextAction
          label={t('action.backUpNow')}
          onPress={() => {
            controller.start().catch(() => undefined);
          }}
        />
      ) : (
        <TextAction label={t('photos.action.watch')} href="/uploading" />
      );
    case 'failed':
      return <TextAction label={t('photos.action.reasons')} href="/failed" />;
    case 'excluded':
      return (
        <TextAction
          label={t('photos.action.albums')}
          href={{ pathname: '/albums', params: { show: 'excluded' } }}
        />
      );
    case 'not-selected':
    case 'kept':
      return <TextAction label={t('photos.action.albums')} href="/albums" />;
    case 'ignored':
      return <TextAction label={t('photos.action.settings')} href="/settings" />;
    case 'deleted':
      return <SendAllAgain onBegin={onBegin} />;
    case 'all':
    case 'unsupported':
    case 'gone':
    case 'to-keep':
      return null;
  }
}
