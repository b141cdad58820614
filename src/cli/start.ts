import { enableCompileCache } from 'node:module';

/*
 * `npm start`. What was compiled at an earlier start is kept, which halves the time that reading the server takes. It
 * must be decided before anything of ours is read, hence the import below.
 */
enableCompileCache('.cache/compiled');
await import('./serve.ts');
