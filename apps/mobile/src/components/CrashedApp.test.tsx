import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { fireEvent } from '@testing-library/react-native';
import { renderRouter, screen } from 'expo-router/testing-library';
import { Text } from 'react-native';
import { CrashedApp } from './CrashedApp.tsx';

const { error } = console;
beforeEach(() => {
  // React tells what a boundary caught.
  console.error = () => undefined;
});
afterEach(() => {
  console.error = error;
});

it('says that something went wrong, and not nothing, when what is around the screens fails; and loads them again', async () => {
  let isBroken = true;
  const Root = () => {
    if (isBroken) throw new RangeError('Invalid language tag: en-US@posix');
    return <Text>All is well</Text>;
  };
  renderRouter(
    { _layout: { default: Root, ErrorBoundary: CrashedApp }, index: () => null },
    { initialUrl: '/' },
  );
  jest.useRealTimers();
  await screen.findByText('Something went wrong in the screens.');
  expect(screen.getByText('Your backup itself is not harmed, and neither are your photos.')).toBeTruthy();

  isBroken = false;
  fireEvent.press(screen.getByRole('button', { name: 'Load again' }));
  expect(await screen.findByText('All is well')).toBeTruthy();
});
