/** Why something did not load: the site could not be reached, or it answers and this one file does not come. */
export type Trouble = 'unreachable' | 'refused';

/** Asks the site for this page's head: what tells a lost connection from a file that is gone since a newer build took its place. */
async function troubleNow(): Promise<Trouble> {
  if (!navigator.onLine) return 'unreachable';
  try {
    const { ok } = await fetch(location.href, { method: 'HEAD', cache: 'no-store' });
    return ok ? 'refused' : 'unreachable';
  } catch {
    return 'unreachable';
  }
}

/** Pauses in milliseconds before each further try; the last one again and again. */
const PAUSES: readonly number[] = [2_000, 5_000, 15_000, 30_000, 60_000];

/** On a bad line a request may neither come nor fail: a try that takes longer counts as failed, and still succeeds where it comes. */
const PATIENCE_MS = 15_000;

/**
 * Tries something that may fail to load until it succeeds: again after a growing pause, sooner when the connection or the reader comes back, and at once
 * when it is asked to.
 */
export class Retry {
  readonly #attempt: () => Promise<void>;
  readonly #onTrouble: (trouble: Trouble) => void;
  readonly #ask: () => Promise<Trouble>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hearing = new AbortController();
  #failures = 0;
  #state: 'idle' | 'trying' | 'failed' | 'over' = 'idle';

  constructor(attempt: () => Promise<void>, onTrouble: (trouble: Trouble) => void, ask = troubleNow) {
    this.#attempt = attempt;
    this.#onTrouble = onTrouble;
    this.#ask = ask;
  }

  /** Tries now, unless it is trying or has succeeded. */
  readonly now = (): void => {
    if (this.#state === 'trying' || this.#state === 'over') return;
    this.#rest();
    this.#state = 'trying';
    this.#timer = setTimeout(this.failed, PATIENCE_MS);
    this.#attempt().then(() => this.stop(), this.failed);
  };

  /** Ends it: nothing is tried or told any more. */
  stop(): void {
    this.#rest();
    this.#state = 'over';
  }

  /** The present try failed, or one before the first. */
  readonly failed = async (): Promise<void> => {
    if (this.#state === 'failed' || this.#state === 'over') return;
    this.#state = 'trying';
    clearTimeout(this.#timer);
    const trouble = await this.#ask();
    if (this.#state !== 'trying') return;
    this.#state = 'failed';
    this.#timer = setTimeout(this.now, PAUSES[Math.min(this.#failures, PAUSES.length - 1)]);
    this.#failures++;
    this.#hearing = new AbortController();
    const { signal } = this.#hearing;
    addEventListener('online', this.now, { signal });
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.now(), {
      signal,
    });
    this.#onTrouble(trouble);
  };

  #rest(): void {
    clearTimeout(this.#timer);
    this.#hearing.abort();
  }
}
