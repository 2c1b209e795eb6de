import { collectDefaultMetrics, Registry } from 'prom-client';

/** The figures of one server, for Prometheus; those of its process are in it already. */
export function createMetrics(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}
