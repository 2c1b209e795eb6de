import { Pressable, View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';
import { valueOf, type DayBar, type Measure } from './days.ts';

const HEIGHT = 140;
/** However little there was on a day, it is seen. */
const LEAST = 4;

/** Bars, one a day; touching one tells of it. To whoever hears the screen it is one picture with its sum, beside the table. */
export function DayBars({
  bars,
  measure,
  label,
  shownMs,
  onShow,
}: {
  readonly bars: readonly DayBar[];
  readonly measure: Measure;
  readonly label: string;
  readonly shownMs: number | undefined;
  readonly onShow: (atMs: number | undefined) => void;
}) {
  const colors = useColors();
  const formats = useFormats();
  const most = Math.max(1, ...bars.map((bar) => valueOf(bar, measure)));
  const [first, last] = [bars[0], bars.at(-1)];
  return (
    <View role="img" aria-label={label} accessible>
      <AppText size="small" color="quietText" aria-hidden>
        {measure === 'photos' ? formats.number(most) : formats.size(most)}
      </AppText>
      <View
        aria-hidden
        style={{
          flexDirection: 'row',
          alignItems: 'flex-end',
          height: HEIGHT,
          borderBottomWidth: 1,
          borderTopWidth: 1,
          borderColor: colors.line,
        }}
      >
        {bars.map((bar) => {
          const value = valueOf(bar, measure);
          const isShown = bar.atMs === shownMs;
          return (
            <Pressable
              key={bar.atMs}
              testID={`day-${new Date(bar.atMs).getDate()}`}
              // The table is for keys and for readers; thirty stops would be in everybody's way.
              tabIndex={-1}
              onPress={() => {
                onShow(isShown ? undefined : bar.atMs);
              }}
              style={{ flex: 1, height: '100%', justifyContent: 'flex-end', paddingHorizontal: 1 }}
            >
              <View
                style={{
                  height: value === 0 ? 0 : Math.max(LEAST, Math.round((value / most) * (HEIGHT - 8))),
                  borderTopStartRadius: 3,
                  borderTopEndRadius: 3,
                  backgroundColor: isShown || shownMs === undefined ? colors.safe : colors.moving,
                }}
              />
            </Pressable>
          );
        })}
      </View>
      <View
        aria-hidden
        style={{ flexDirection: 'row', justifyContent: 'space-between', paddingTop: space(0.5) }}
      >
        {[first, last].map(
          (bar) =>
            bar !== undefined && (
              <AppText key={bar.atMs} size="small" color="quietText">
                {formats.date(bar.atMs)}
              </AppText>
            ),
        )}
      </View>
    </View>
  );
}
