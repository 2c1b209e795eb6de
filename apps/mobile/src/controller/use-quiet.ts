import { useEffect, useState } from 'react';

/** A text as of its last rest: once nobody has typed for so long. What is there at first is at rest. */
export function useQuiet(text: string, quietMs: number): string {
  const [quiet, setQuiet] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => {
      setQuiet(text);
    }, quietMs);
    return () => {
      clearTimeout(timer);
    };
  }, [text, quietMs]);
  return quiet;
}
