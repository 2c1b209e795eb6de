import type { Transfer } from '@keepsake/engine';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { linkToPhoto } from '../../components/links.ts';
import { PhotoThumb } from '../../components/PhotoThumb.tsx';
import { plainName } from '../../components/plain-name.ts';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { TouchableLink } from '../../components/Touchable.tsx';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { AppIcon } from '../../icons/AppIcon.tsx';
import { space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';

const THUMB = 56;

/** One photo on its way: what it is called, and how far it is. */
export function TransferCard({ transfer }: { readonly transfer: Transfer }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const colors = useColors();
  const { asset, progress, bytesDownloaded, bytesRead } = transfer;
  const name = plainName(asset.fileName);
  const isDownloading = bytesDownloaded !== undefined;
  const share = shareOf(transfer);
  const size = formats.size(progress.totalBytes);
  const done = formats.size(bytesDownloaded ?? bytesRead ?? progress.bytesUploaded);
  const words =
    share === undefined
      ? done
      : isDownloading
        ? t('uploading.fromCloudSize', { done, size })
        : t(bytesRead === undefined ? 'uploading.sent' : 'uploading.reading', { done, size });
  return (
    <TouchableLink
      href={linkToPhoto(asset.id)}
      label={[name, ...(share === undefined ? [] : [formats.percent(share)]), words].join('. ')}
      style={{
        flexDirection: 'row',
        alignItems: 'center',
        gap: space(2),
        paddingHorizontal: space(2),
        paddingVertical: space(1.5),
      }}
    >
      <View>
        <PhotoThumb
          asset={{
            id: asset.id,
            kind: asset.fileType === 'VIDEO' ? 'video' : 'image',
            original: { fileName: name },
          }}
          edge={THUMB}
        />
        {isDownloading && (
          <View
            style={{
              position: 'absolute',
              top: -4,
              start: -4,
              borderRadius: 12,
              padding: 2,
              backgroundColor: colors.card,
            }}
          >
            <AppIcon name="cloud-arrow-down-outline" color={colors.safe} size={20} />
          </View>
        )}
      </View>
      <View style={{ flex: 1, gap: space(0.75) }}>
        <View style={{ flexDirection: 'row', gap: space(1), alignItems: 'baseline' }}>
          <AppText isFollowed numberOfLines={1} style={{ flex: 1 }}>
            {name}
          </AppText>
          {share !== undefined && (
            <AppText isFollowed isEmphasised>
              {formats.percent(share)}
            </AppText>
          )}
        </View>
        <ProgressBar share={share} label={t('uploading.progressOf', { name })} />
        <AppText size="small" color="quietText">
          {words}
        </AppText>
      </View>
    </TouchableLink>
  );
}

/** Of 0 to 1: of what comes down, is read, or is sent. Undefined: its size is not known. */
function shareOf({ progress, bytesDownloaded, bytesRead }: Transfer): number | undefined {
  const { totalBytes, bytesUploaded } = progress;
  return totalBytes === 0 ? undefined : (bytesDownloaded ?? bytesRead ?? bytesUploaded) / totalBytes;
}
