import { ActivityIndicator, type ColorValue } from 'react-native';

/** Turns beside words that say what goes on: whoever hears these needs no second thing, without a name, to be told of. */
export function Spinner({ color }: { readonly color: ColorValue }) {
  return <ActivityIndicator aria-hidden size={20} color={color} />;
}
