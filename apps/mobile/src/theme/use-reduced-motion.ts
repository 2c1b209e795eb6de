import { useEffect, useState } from 'react';
import { AccessibilityInfo } from 'react-native';

/** Whether the person wants nothing to move. */
export function useReducedMotion(): boolean {
  const [isReduced, setReduced] = useState(true);
  useEffect(() => {
    let isMounted = true;
    void AccessibilityInfo.isReduceMotionEnabled().then((isOn) => {
      if (isMounted) setReduced(isOn);
    });
    const subscription = AccessibilityInfo.addEventListener('reduceMotionChanged', setReduced);
    return () => {
      isMounted = false;
      subscription.remove();
    };
  }, []);
  return isReduced;
}
