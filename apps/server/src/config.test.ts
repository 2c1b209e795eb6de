import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from './config.ts';

describe('parseConfig', () => {
  it('has a default for everything', () => {
    expect(parseConfig({})).toEqual({
      kind: 'config',
      config: {
        host: '127.0.0.1',
        port: 2283,
        dataDir: path.resolve('data'),
        logLevel: 'warn',
        trustedProxies: [],
        idleTimeoutMs: 120_000,
        stopTimeoutMs: 30_000,
        uploadMaxAgeMs: 7 * 24 * 3600 * 1000,
        defaultQuotaBytes: null,
        minFreeBytes: 1_073_741_824,
        metricsToken: null,
        sessionIdleMs: 90 * 24 * 3600 * 1000,
        trashDays: 30,
        scrubMs: 30 * 24 * 3600 * 1000,
        scrubBytesPerSecond: 10_000_000,
        userDeleteDelayMs: 7 * 24 * 3600 * 1000,
      },
    });
  });

  it('reads every variable, and takes an empty one as not set', () => {
    const parsed = parseConfig({
      KEEPSAKE_HOST: '::',
      KEEPSAKE_PORT: '0',
      KEEPSAKE_DATA: '/srv/keepsake',
      KEEPSAKE_LOG_LEVEL: '',
      KEEPSAKE_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8, fd00::/8',
      KEEPSAKE_IDLE_TIMEOUT: '5',
      KEEPSAKE_STOP_TIMEOUT: '0',
      KEEPSAKE_DEFAULT_QUOTA: '1000',
      KEEPSAKE_MIN_FREE: '0',
      KEEPSAKE_METRICS_TOKEN: 'only-for-prometheus',
    });
    expect(parsed).toMatchObject({
      config: {
        host: '::',
        port: 0,
        dataDir: '/srv/keepsake',
        logLevel: 'warn',
        trustedProxies: ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'],
        idleTimeoutMs: 5000,
        stopTimeoutMs: 0,
        defaultQuotaBytes: 1000,
        minFreeBytes: 0,
        metricsToken: 'only-for-prometheus',
      },
    });
  });

  it.each([
    ['KEEPSAKE_PORT', '65536'],
    ['KEEPSAKE_PORT', '-1'],
    ['KEEPSAKE_PORT', '80.5'],
    ['KEEPSAKE_LOG_LEVEL', 'loud'],
    ['KEEPSAKE_TRUSTED_PROXIES', 'proxy.example'],
    ['KEEPSAKE_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['KEEPSAKE_IDLE_TIMEOUT', '0'],
    ['KEEPSAKE_DEFAULT_QUOTA', '10 parsecs'],
    ['KEEPSAKE_MIN_FREE', '1 %'],
  ])('says in one sentence what is wrong with %s=%s', (name, value) => {
    const parsed = parseConfig({ [name]: value });
    expect(parsed.kind === 'invalid' && parsed.sentence).toMatch(new RegExp(`^${name} must .*"${value}"\.$`));
  });

  it.each([
    ['200GB', 200e9],
    ['1.5 TiB', 1.5 * 1024 ** 4],
    ['none', null],
    ['', null],
  ])('takes %j as default quota, as `user quota` does', (given, defaultQuotaBytes) => {
    expect(parseConfig({ KEEPSAKE_DEFAULT_QUOTA: given })).toMatchObject({ config: { defaultQuotaBytes } });
  });

  it('does not repeat a token that is too short to be one', () => {
    expect(parseConfig({ KEEPSAKE_METRICS_TOKEN: 'guess-me' })).toEqual({
      kind: 'invalid',
      sentence: 'KEEPSAKE_METRICS_TOKEN must be 16 to 256 visible ASCII characters.',
    });
  });
});
