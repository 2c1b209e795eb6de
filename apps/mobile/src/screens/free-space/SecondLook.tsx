import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceRow } from '../../components/ChoiceRow.tsx';
import { Question } from '../../components/Question.tsx';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';

/** Asks once more before anything is removed, and says what it means; a touch by mistake removes nothing. */
export function SecondLook({
  words,
  onAnswer,
}: {
  readonly words: { readonly count: number; readonly size: string };
  readonly onAnswer: (isMeant: boolean) => void;
}) {
  const { t } = useTranslation();
  const { device } = useAppPorts();
  const [isUnderstood, setUnderstood] = useState(false);
  const cloud = device.kind === 'ios' ? ` ${t('freeSpace.second.icloud')}` : '';
  return (
    <Question
      title={t('freeSpace.second.title', words)}
      text={`${t('freeSpace.second.text')}${cloud}`}
      confirm={{
        label: t('freeSpace.second.confirm'),
        isDisabled: !isUnderstood,
        onPress: () => {
          onAnswer(true);
        },
      }}
      onLeave={() => {
        onAnswer(false);
      }}
    >
      <ChoiceRow
        role="checkbox"
        label={t('freeSpace.second.understood')}
        isChosen={isUnderstood}
        onPress={() => {
          setUnderstood(!isUnderstood);
        }}
      />
    </Question>
  );
}
