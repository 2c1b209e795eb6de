import { useState } from 'react';
import { View } from 'react-native';
import { ChoiceRow } from './ChoiceRow.tsx';
import { Question } from './Question.tsx';
import { ValueRow } from './ValueRow.tsx';

/** A setting of which one of a few is chosen, above the screen. */
export function ChoiceSetting<Key extends string>({
  label,
  consequence,
  choices,
  chosen,
  onChoose,
}: {
  readonly label: string;
  readonly consequence?: string | undefined;
  readonly choices: readonly { readonly key: Key; readonly label: string; readonly detail?: string }[];
  readonly chosen: Key;
  readonly onChoose: (key: Key) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const close = (): void => {
    setOpen(false);
  };
  return (
    <>
      <ValueRow
        label={label}
        value={choices.find(({ key }) => key === chosen)?.label ?? ''}
        consequence={consequence}
        onPress={() => {
          setOpen(true);
        }}
      />
      {isOpen && (
        <Question title={label} onLeave={close}>
          <View role="radiogroup" aria-label={label}>
            {choices.map((choice) => (
              <ChoiceRow
                key={choice.key}
                role="radio"
                label={choice.label}
                detail={choice.detail}
                isChosen={choice.key === chosen}
                onPress={() => {
                  close();
                  onChoose(choice.key);
                }}
              />
            ))}
          </View>
        </Question>
      )}
    </>
  );
}
