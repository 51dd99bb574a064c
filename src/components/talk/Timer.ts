/** A stopwatch: how long it ran before, and since when it runs again. Times are milliseconds. */
export interface Timer {
  before: number;
  /** Undefined while it stands. */
  since: number | undefined;
}

export const STOPPED: Timer = { before: 0, since: undefined };

/** Milliseconds that it has run. A clock that is set back meanwhile takes nothing away. */
export function elapsed({ before, since }: Timer, now: number): number {
  return before + (since === undefined ? 0 : Math.max(0, now - since));
}

/** Runs on; one that runs stays as it is. */
export function started(timer: Timer, now: number): Timer {
  return timer.since === undefined ? { ...timer, since: now } : timer;
}

export function paused(timer: Timer, now: number): Timer {
  return { before: elapsed(timer, now), since: undefined };
}

/** From nought again: one that runs goes on running. */
export function reset({ since }: Timer, now: number): Timer {
  return { before: 0, since: since === undefined ? undefined : now };
}

/** "0:00", "12:07", "1:02:03": full seconds. */
export function timeWords(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (part: number) => String(part).padStart(2, '0');
  return h === 0 ? `${m}:${two(s)}` : `${h}:${two(m)}:${two(s)}`;
}
