import type { KeptFile } from '../KeptFile.ts';

// As much of https://w3c.github.io/ServiceWorker/ as is used: TypeScript's own types of workers and of pages exclude each other.

export interface ExtendableEvent extends Event {
  waitUntil(promise: Promise<unknown>): void;
}

export interface FetchEvent extends ExtendableEvent {
  request: Request;
  respondWith(response: Promise<Response>): void;
}

export interface ExtendableMessageEvent extends ExtendableEvent {
  data: unknown;
  ports: readonly MessagePort[];
}

interface Events {
  install: ExtendableEvent;
  activate: ExtendableEvent;
  fetch: FetchEvent;
  message: ExtendableMessageEvent;
}

/** The worker's global object, and what the build puts into it. */
export interface WorkerScope {
  registration: { scope: string; waiting: object | null; installing: object | null };
  clients: {
    claim(): Promise<void>;
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly unknown[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): void;
  __WB_MANIFEST: readonly KeptFile[];
  BUILD_ID: string;
}
