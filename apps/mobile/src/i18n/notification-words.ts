import type { TFunction } from 'i18next';
import type { NotificationWords } from '../device/notifier/notification-words.ts';

/** What notifications say, in the language of `t`. */
export function notificationWordsOf(t: TFunction): NotificationWords {
  return {
    progressChannel: t('notification.progressChannel'),
    problemChannel: t('notification.problemChannel'),
    title: 'Keepsake',
    looking: t('notification.looking'),
    uploading: ({ settledCount: done, totalCount: total }) => t('notification.uploading', { done, total }),
    failed: (count) => ({ title: t('failed.count', { count }), body: t('failed.calm') }),
    stopped: (code) => ({
      title: t('notification.stopped'),
      body: t('reason.withNext', { reason: t(`reason.${code}.title`), next: t(`reason.${code}.next`) }),
    }),
  };
}
