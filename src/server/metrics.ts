import type { IncomingMessage, ServerResponse } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What `/metrics` tells, in Prometheus' text form. Labels are few and never name a person or a thing. */
export interface Metrics {
  registry: Registry;
  observe(request: IncomingMessage, response: ServerResponse, milliseconds: number): void;
  /** Shows a number that somebody else keeps. */
  watch(name: string, help: string, read: () => number): void;
  text(): Promise<string>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Answered requests.',
    labelNames: ['method', 'status'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'http_request_seconds',
    help: 'Time to answer a request.',
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  return {
    registry,
    observe(request, response, milliseconds) {
      requests.inc({ method: request.method ?? '', status: String(response.statusCode) });
      // Streams stay open for hours and would drown the others.
      if (!String(response.getHeader('content-type')).startsWith('text/event-stream'))
        seconds.observe(milliseconds / 1000);
    },
    watch(name, help, read) {
      const gauge: Gauge = new Gauge({ name, help, registers: [registry], collect: () => gauge.set(read()) });
    },
    text: () => registry.metrics(),
  };
}
