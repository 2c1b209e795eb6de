import { jest } from '@jest/globals';
import { configure } from '@testing-library/react-native';
import { renderRouter } from 'expo-router/testing-library';
import { Stack } from 'expo-router';
import type { ComponentType } from 'react';
import { AppRoot } from '../src/composition/AppRoot.tsx';
import type { SimulatedApp } from './create-simulated-app.ts';

configure({ asyncUtilTimeout: 8_000 });

let routed: ReturnType<typeof renderRouter> | undefined;

/**
 * Renders screens over a simulated app, each under its path, and begins with the first, `{ index: BackupScreen }`, or at the given address. Other paths
 * lead to an empty screen; `pathname` tells a test where it is.
 */
export function renderApp(
  app: SimulatedApp,
  screens: Readonly<Record<string, ComponentType>>,
  initialUrl?: string,
): void {
  const [first = 'index'] = Object.keys(screens);
  routed = renderRouter(
    {
      _layout: () => (
        <AppRoot ports={app.ports}>
          <Stack screenOptions={{ headerShown: false }} />
        </AppRoot>
      ),
      '[...rest]': () => null,
      ...screens,
    },
    { initialUrl: initialUrl ?? (first === 'index' ? '/' : `/${first}`) },
  );
  // The router's own testing stops the time; the simulated device needs it to pass.
  jest.useRealTimers();
}

/** Where the app is now. */
export function pathname(): string {
  return routed?.getPathname() ?? '';
}

/** What the address asks for there. */
export function searchParams(): Readonly<Record<string, unknown>> {
  return routed?.getSearchParams() ?? {};
}

export { screen } from '@testing-library/react-native';
