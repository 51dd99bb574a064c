import { useEffect, useReducer, useRef } from 'preact/hooks';
import { keptChannel } from '../../../offline/keptChannel.ts';
import type { Asked, KeptState, Reply } from '../../../offline/Message.ts';
import { acceptNewVersion, askWorker, ownRegistration } from '../../../offline/ownRegistration.ts';
import { INITIAL, isWhole, update } from '../offlineView.ts';

/** Much changes at once, so it is asked for at most so often. */
const APART_MS = 400;

/**
 * Tells what is kept each time it has changed, while the page is in sight and until the channel that this gives is closed. `scope` is the path under which the site stands.
 * Throws where the browser lets the site keep nothing.
 */
function followKept(scope: string, tell: (kept: KeptState) => void): BroadcastChannel {
  let isDue = false;
  let last = Promise.resolve();
  const look = async () => {
    // What changes from here on is asked for anew.
    isDue = false;
    // Once it is in sight again, the page looks by itself.
    if (document.visibilityState !== 'visible') return;
    const { active } = await navigator.serviceWorker.ready;
    if (active) tell((await askWorker(active, { kind: 'tell' })).state);
  };
  const channel = keptChannel(scope);
  channel.onmessage = () => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      // One after the other, for the worker may be slow. That it is silent is told where the reader waits for it.
      last = last.then(look).catch(() => undefined);
    }, APART_MS);
  };
  return channel;
}

/** Asks this site's worker what is kept, and has it keep or remove; the state of that, and what the page's buttons do. */
export function useKeeper() {
  const [state, dispatch] = useReducer(update, INITIAL);
  const taking = useRef(new AbortController());

  useEffect(() => {
    let channel: BroadcastChannel | undefined;
    const look = async () => {
      const registration = await worker();
      dispatch({ kind: 'can-keep', canKeep: registration !== undefined });
      if (!registration?.active) return;
      channel ??= followKept(SCOPE, (kept) => dispatch({ kind: 'changed', kept }));
      const watch = () => registration.installing?.addEventListener('statechange', tell);
      registration.onupdatefound = watch;
      watch();
      dispatch({ kind: 'newer', isNewer: registration.waiting !== null });
      dispatch({ kind: 'told', reply: await askWorker(registration.active, { kind: 'tell' }) });
    };
    const tell = () => document.visibilityState === 'visible' && void look().catch(() => dispatch({ kind: 'silent' }));
    tell();
    const hearing = new AbortController();
    const { signal } = hearing;
    document.addEventListener('visibilitychange', tell, { signal });
    addEventListener('online', tell, { signal });
    // A newer worker has taken over, and what is kept is its own.
    navigator.serviceWorker?.addEventListener('controllerchange', tell, { signal });
    return () => {
      hearing.abort();
      channel?.close();
    };
  }, []);

  const take = async () => {
    dispatch({ kind: 'take' });
    taking.current = new AbortController();
    const { signal } = taking.current;
    // Asked for, not waited for: Firefox asks the reader, who may leave that open.
    void navigator.storage?.persist?.().catch(() => undefined);
    try {
      const registration = await worker();
      // Read each time: a newer version may take over on the way.
      const ask = async (asked: Asked) =>
        registration?.active ? await askWorker(registration.active, asked) : undefined;
      let kept = (await ask({ kind: 'tell' }))?.state;
      if (kept && !(await hasRoom(kept.site.bytes - kept.whole.bytes))) {
        if (!signal.aborted) dispatch({ kind: 'stop', trouble: 'room' });
        return;
      }
      while (kept && !signal.aborted) {
        const before: number = kept.whole.files;
        const reply: Reply | undefined = await ask({ kind: 'take', kept: before });
        if (reply === undefined) break;
        kept = reply.state;
        // None more, though nothing prevents it: another tab has removed them.
        const isUndone = kept.whole.files <= before && reply.trouble === undefined;
        if (signal.aborted || isUndone) break;
        dispatch({ kind: 'told', reply });
        if (reply.trouble !== undefined || isWhole(kept)) return;
      }
      // What still comes of the files that were asked for is listed as it comes.
      if (signal.aborted) return;
      dispatch({ kind: 'stop' });
      if (kept) dispatch({ kind: 'told', reply: { state: kept } });
    } catch {
      if (!signal.aborted) dispatch({ kind: 'stop', trouble: 'unreachable' });
    }
  };

  const remove = async (part: 'whole' | 'opened') => {
    try {
      const registration = await worker();
      const active = registration?.active;
      if (!active) return;
      dispatch({ kind: 'removed', of: part, reply: await askWorker(active, { kind: 'remove', part }) });
      // A newer version keeps the same before it takes over, and would bring it back.
      const newer = [registration.waiting, registration.installing].flatMap((each) => each ?? []);
      if (newer.length === 0) return;
      await Promise.allSettled(newer.map((each) => askWorker(each, { kind: 'remove-own', part })));
      const told = await askWorker(active, { kind: 'tell' }).catch(() => undefined);
      if (told) dispatch({ kind: 'told', reply: told });
    } catch {
      dispatch({ kind: 'not-removed', of: part });
    }
  };

  return {
    state,
    dispatch,
    take,
    // Not once the worker answers: on a line that is silent it may take a minute.
    stop: () => {
      taking.current.abort();
      dispatch({ kind: 'stop' });
    },
    remove,
    useNewer: async () => {
      const waiting = (await worker().catch(() => undefined))?.waiting;
      if (waiting) await acceptNewVersion(waiting);
      location.reload();
    },
  };
}

/** The path under which the site stands. */
const SCOPE = import.meta.env.BASE_URL.replace(/\/?$/, '/');

/** How long a worker may take to be there: it first keeps the page that tells what is kept. */
const PATIENCE_MS = 20_000;

/** What registering fails with where the site's worker does not come or can't be kept; all else says that this window lets none in. */
const UNREACHED = ['TypeError', 'NetworkError', 'AbortError'];

/** The registration, once its worker is active; undefined where this window lets no site have one. Fails where it doesn't come. */
async function worker(): Promise<ServiceWorkerRegistration | undefined> {
  if (!('serviceWorker' in navigator)) return undefined;
  try {
    const there = await ownRegistration(SCOPE);
    if (there?.active) return there;
    return await Promise.race([
      // The page registers it by itself; here it tells whether it may.
      navigator.serviceWorker.register(`${SCOPE}sw.js`).then(() => navigator.serviceWorker.ready),
      new Promise<never>((_, fail) =>
        setTimeout(() => fail(new DOMException('No worker came.', 'AbortError')), PATIENCE_MS),
      ),
    ]);
  } catch (error) {
    if (error instanceof Error && UNREACHED.includes(error.name)) throw error;
    return undefined;
  }
}

/** Whether the browser says that so many bytes fit; where it says nothing, it is tried. */
async function hasRoom(bytes: number): Promise<boolean> {
  const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {};
  return quota === undefined || usage === undefined || quota - usage > bytes;
}
