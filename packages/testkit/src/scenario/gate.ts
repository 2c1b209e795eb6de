/** A point that work reaches and waits at until the test lets it through. */
export interface Gate {
  /** Resolves when somebody waits at the gate. */
  readonly reached: Promise<void>;
  /** To be awaited by the work. */
  pass(): Promise<void>;
  /** Lets everybody through, now and later. */
  open(): void;
}

/** Makes a closed gate. */
export function createGate(): Gate {
  let arrive = (): void => undefined;
  let open = (): void => undefined;
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    reached,
    pass() {
      arrive();
      return opened;
    },
    open,
  };
}
