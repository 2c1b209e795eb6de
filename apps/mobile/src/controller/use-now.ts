import { useEffect, useState } from 'react';
import { useAppPorts } from './AppPortsContext.tsx';

/** The time, as of the last half minute: for "2 hours ago" and what is done by. */
export function useNow(everyMs = 30_000): number {
  const { clock } = useAppPorts();
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(clock.now());
    }, everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [clock, everyMs]);
  return now;
}
