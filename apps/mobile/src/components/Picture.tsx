import { useState, type ReactNode } from 'react';
import { Image, View } from 'react-native';
import type { PictureSource } from '../controller/photo-index.ts';
import { AppIcon, type IconName } from '../icons/AppIcon.tsx';
import { useColors } from '../theme/use-app-theme.ts';

/** A square picture; a placeholder while it comes, and for good when it cannot be shown. It keeps its room meanwhile. */
export function Picture({
  source,
  edge,
  radius,
  missing,
  children,
}: {
  /** Undefined: there is none. */
  readonly source: PictureSource | undefined;
  /** Width and height on the screen. */
  readonly edge: number;
  readonly radius: number;
  /** Shown where it fails to load. */
  readonly missing: IconName;
  /** Drawn over it. */
  readonly children?: ReactNode;
}) {
  const colors = useColors();
  const [failedUri, setFailedUri] = useState<string>();
  const isMissing = source !== undefined && failedUri === source.uri;
  return (
    <View
      style={{
        width: edge,
        height: edge,
        borderRadius: radius,
        overflow: 'hidden',
        backgroundColor: colors.inset,
        alignItems: 'center',
        justifyContent: 'center',
      }}
    >
      {source !== undefined && !isMissing ? (
        <Image
          key={source.uri}
          source={{ uri: source.uri, ...(source.headers && { headers: { ...source.headers } }) }}
          alt=""
          resizeMode="cover"
          style={{ width: edge, height: edge }}
          onError={() => {
            setFailedUri(source.uri);
          }}
        />
      ) : (
        <AppIcon name={isMissing ? missing : 'image-outline'} color={colors.edge} />
      )}
      {children}
    </View>
  );
}
