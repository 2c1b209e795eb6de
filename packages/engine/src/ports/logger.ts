/** Events for whoever looks into a problem later: no secrets, no bytes of a photo. */
export interface Logger {
  log(
    level: 'debug' | 'info' | 'warn' | 'error',
    event: string,
    fields?: Readonly<Record<string, unknown>>,
  ): void;
}
