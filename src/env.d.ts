/// <reference types="astro/client" />

declare namespace App {
  type PageLocals = import('./server/context.ts').PageLocals;
  interface Locals extends PageLocals {}
}
