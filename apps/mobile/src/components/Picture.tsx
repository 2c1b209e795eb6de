import { useState, type ReactNode } from 'react';
import { Image, View } from 'react-native';
import type { LinkState } from '../controller/agent-link.ts';
import { useAppPorts } from '../controller/AppPortsContext.tsx';
import type { PictureSource } from '../controller/photo-index.ts';
import { useWatched } from '../controller/use-watched.ts';
import { useColors } from '../theme/use-app-theme.ts';

/** A square picture. It keeps its room while it comes, and shows what stands in for it when it cannot be shown. */
export function Picture({
  source,
  edge,
  radius,
  standIn,
  over,
  children,
}: {
  /** Undefined: there is none. */
  readonly source: PictureSource | undefined;
  /** Width and height on the screen. */
  readonly edge: number;
  readonly radius: number;
  /** Shown where there is none, or it fails to load. */
  readonly standIn: ReactNode;
  /** Drawn over a picture, and not over what stands in for it. */
  readonly over?: ReactNode;
  /** Drawn over either. */
  readonly children?: ReactNode;
}) {
  const colors = useColors();
  // What fails while the link is lost is loaded again once it is back.
  const link = useWatched(useAppPorts().link.state);
  const [failed, setFailed] = useState<{ readonly uri: string; readonly under: LinkState }>();
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
      {source !== undefined && (failed?.uri !== source.uri || failed.under !== link) ? (
        <>
          <Image
            key={source.uri}
            source={{ uri: source.uri, ...(source.headers && { headers: { ...source.headers } }) }}
            alt=""
            resizeMode="cover"
            style={{ width: edge, height: edge }}
            onError={() => {
              setFailed({ uri: source.uri, under: link });
            }}
          />
          {over}
        </>
      ) : (
        standIn
      )}
      {children}
    </View>
  );
}
