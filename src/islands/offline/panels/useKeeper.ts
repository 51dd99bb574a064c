import { useEffect, useReducer, useRef } from 'preact/hooks';
import { acceptNewVersion } from '../../../offline/acceptNewVersion.ts';
import { askWorker } from '../../../offline/askWorker.ts';
import { INITIAL, isWhole, update } from '../state/model.ts';

/** Asks this site's worker what is kept, and has it keep or remove; the state of that, and what the page's buttons do. */
export function useKeeper() {
  const [state, dispatch] = useReducer(update, INITIAL);
  const isTaking = useRef(false);

  useEffect(() => {
    const look = async () => {
      const registration = await worker();
      dispatch({ kind: 'can-keep', canKeep: registration !== undefined });
      if (!registration?.active) return;
      dispatch({ kind: 'newer', isNewer: registration.waiting !== null });
      dispatch({ kind: 'told', reply: await askWorker(registration.active, { kind: 'tell' }) });
      registration.onupdatefound = () => {
        registration.installing?.addEventListener('statechange', tell);
      };
    };
    const tell = () => document.visibilityState === 'visible' && void look().catch(() => undefined);
    tell();
    const hearing = new AbortController();
    const { signal } = hearing;
    document.addEventListener('visibilitychange', tell, { signal });
    // A newer worker has taken over, and what is kept is its own.
    navigator.serviceWorker?.addEventListener('controllerchange', tell, { signal });
    return () => hearing.abort();
  }, []);

  const take = async () => {
    dispatch({ kind: 'take' });
    isTaking.current = true;
    // Asked for, not waited for: Firefox asks the reader, who may leave that open.
    void navigator.storage?.persist?.().catch(() => undefined);
    try {
      const active = (await worker())?.active;
      const { state: kept } = active ? await askWorker(active, { kind: 'tell' }) : { state: state.kept };
      if (kept && !(await hasRoom(kept.site.bytes - kept.whole.bytes))) {
        dispatch({ kind: 'stop', trouble: 'room' });
        return;
      }
      while (active && isTaking.current) {
        const reply = await askWorker(active, { kind: 'take' });
        if (!isTaking.current) dispatch({ kind: 'stop' });
        dispatch({ kind: 'told', reply });
        if (reply.trouble !== undefined || isWhole(reply.state)) return;
      }
    } catch {
      dispatch({ kind: 'stop', trouble: 'unreachable' });
    }
  };

  const remove = async (part: 'whole' | 'opened') => {
    const registration = await worker();
    if (!registration?.active) return;
    const { active, waiting, installing } = registration;
    const removal = { kind: 'remove', part } as const;
    dispatch({ kind: 'removed', of: part, reply: await askWorker(active, removal) });
    // A newer version keeps the same before it takes over, and would bring it back.
    const newer = [waiting, installing].flatMap((each) => each ?? []);
    if (newer.length === 0) return;
    await Promise.allSettled(newer.map((each) => askWorker(each, removal)));
    dispatch({ kind: 'told', reply: await askWorker(active, { kind: 'tell' }) });
  };

  return {
    state,
    dispatch,
    take,
    stop: () => {
      isTaking.current = false;
    },
    remove,
    useNewer: async () => {
      const waiting = (await worker())?.waiting;
      if (waiting) await acceptNewVersion(waiting);
      location.reload();
    },
  };
}

/** How long a worker may take to be there: it first keeps the page that tells what is kept. */
const PATIENCE_MS = 20_000;

/** The registration, once its worker is active; undefined where this window has none and gets none. */
async function worker(): Promise<ServiceWorkerRegistration | undefined> {
  if (!('serviceWorker' in navigator)) return undefined;
  try {
    // The page registers it by itself; here it tells whether it may.
    await navigator.serviceWorker.register(`${import.meta.env.BASE_URL.replace(/\/?$/, '/')}sw.js`);
    return await Promise.race([
      navigator.serviceWorker.ready,
      new Promise<undefined>((late) => setTimeout(late, PATIENCE_MS)),
    ]);
  } catch {
    // Without a network, one that is there still answers.
    return navigator.serviceWorker.controller ? navigator.serviceWorker.ready : undefined;
  }
}

/** Whether the browser says that so many bytes fit; where it says nothing, it is tried. */
async function hasRoom(bytes: number): Promise<boolean> {
  const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {};
  return quota === undefined || usage === undefined || quota - usage > bytes;
}
