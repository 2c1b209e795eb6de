import { Gauge, type Registry } from 'prom-client';

/**
 * Adds a figure that is read whenever the figures are asked for. One that cannot be read is NaN, and spoils no other.
 *
 * @param name after `keepsake_`, its unit at the end
 */
export function addGauge(
  registry: Registry,
  name: string,
  help: string,
  read: () => number | Promise<number>,
): void {
  new Gauge({
    name: `keepsake_${name}`,
    help,
    registers: [registry],
    async collect() {
      this.set(await Promise.resolve(read()).catch(() => Number.NaN));
    },
  });
}
