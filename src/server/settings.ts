import { resolve } from 'node:path';
import * as z from 'zod/mini';

const optionalText = z.optional(z.string().check(z.minLength(1)));

const environment = z.object({
  PORT: z._default(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(65535)), 4321),
  HOST: z._default(z.string(), 'localhost'),
  ORIGIN: optionalText,
  TRUSTED_PROXIES: z._default(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(5)), 0),
  DATA_DIR: z._default(z.string(), '.data'),
  DATABASE_URL: optionalText,
  DEMO: optionalText,
  BASEMAP_STYLE_URL: z.optional(z.url({ protocol: /^https?$/ })),
  BASEMAP_PMTILES: optionalText,
  SMTP_URL: optionalText,
  MQTT_URL: z._default(z.string().check(z.regex(/^(mqtts?:\/\/\S+(\s+|$))*$/, 'mqtt:// or mqtts://')), ''),
  MAIL_FROM: z._default(z.string(), 'Smart Safety Zones <noreply@localhost>'),
});

/** What the person who runs the server decides, by environment variables. */
export interface Settings {
  port: number;
  host: string;
  /** Scheme, host and port under which browsers reach us. */
  origin: string;
  /** How many proxies of ours stand before the server. */
  trustedProxies: number;
  dataFolder: string;
  databaseUrl: string | undefined;
  /** Whether accounts of the demonstration may sign in. */
  canDemonstrationSignIn: boolean;
  /** Whether an empty embedded database is filled with the demonstration; `DEMO=0` says no. */
  shouldFillDemonstration: boolean;
  basemapStyleUrl: string | undefined;
  basemapPmtiles: string | undefined;
  smtpUrl: string | undefined;
  /** Brokers that devices publish to. */
  mqttUrls: readonly string[];
  mailFrom: string;
}

/** Reads the settings; throws an error that names every variable that is wrong. */
export function readSettings(variables: NodeJS.ProcessEnv): Settings {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new Error(`These environment variables cannot be used: ${wrong}`);
  }
  const values = parsed.data;
  const origin = new URL(values.ORIGIN ?? `http://localhost:${values.PORT}`).origin;
  return {
    port: values.PORT,
    host: values.HOST,
    origin,
    trustedProxies: values.TRUSTED_PROXIES,
    dataFolder: resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL,
    canDemonstrationSignIn: new URL(origin).hostname === 'localhost' || values.DEMO === '1',
    shouldFillDemonstration: !values.DATABASE_URL && values.DEMO !== '0',
    basemapStyleUrl: values.BASEMAP_STYLE_URL,
    basemapPmtiles: values.BASEMAP_PMTILES,
    smtpUrl: values.SMTP_URL,
    mqttUrls: values.MQTT_URL.split(/\s+/).filter(Boolean),
    mailFrom: values.MAIL_FROM,
  };
}
