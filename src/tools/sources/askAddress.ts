/** How an address is asked. */
export interface Manners {
  /** Ends the request that begins now with a TimeoutError, once its answer takes too long to begin. */
  deadline(): AbortSignal;
  /** Further tries after no answer, a 429 or an answer that begins with 5. */
  retries: number;
  /** Milliseconds before the first of them; twice as many before each later one. */
  pause: number;
  /** Milliseconds that a server's own Retry-After may ask for: longer is too long, and the address is asked next week. */
  longestWait: number;
  userAgent: string;
  wait(milliseconds: number): Promise<void>;
}

/** What an address answered. */
export interface Answer {
  alive: boolean;
  /** The status of the last answer, or why there was none: "timeout", "CERT_HAS_EXPIRED". */
  status: number | string;
  /** Where it leads for good: the target of redirects that are all permanent (301, 308). */
  movedTo?: string;
}

const MOST_REDIRECTS = 8;
const PERMANENT: readonly number[] = [301, 308];
/** A page that is gone stays gone; HEAD alone may be refused with any of these, so that GET decides. */
const isRefusal = (status: number) => status >= 400 && status !== 429;

/** Asks whether an address is alive: HEAD first, and GET where that is refused; redirects are followed. Never throws. */
export async function askAddress(url: string, manners: Manners): Promise<Answer> {
  const head = await followed(url, 'HEAD', manners);
  const isSettled = head.alive || (typeof head.status === 'number' && !isRefusal(head.status));
  return isSettled ? head : followed(url, 'GET', manners);
}

async function followed(url: string, method: 'HEAD' | 'GET', manners: Manners): Promise<Answer> {
  let at = url;
  let isPermanent = true;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const answer = await answered(at, method, manners);
    if (typeof answer === 'string') return { alive: false, status: answer };
    const { status, location } = answer;
    if (location === undefined) {
      const alive = status >= 200 && status < 300;
      return { alive, status, ...(alive && isPermanent && at !== url && { movedTo: at }) };
    }
    isPermanent &&= PERMANENT.includes(status);
    const target = URL.parse(location, at);
    if (target === null || !/^https?:$/.test(target.protocol))
      return { alive: false, status: 'redirect to no address' };
    at = target.href;
  }
  return { alive: false, status: 'too many redirects' };
}

/** The status and where it leads; why there is none, once the tries are used up. */
async function answered(
  url: string,
  method: 'HEAD' | 'GET',
  manners: Manners,
): Promise<{ status: number; location: string | undefined } | string> {
  const { retries, pause, longestWait, wait } = manners;
  for (let tried = 0; ; tried += 1) {
    const response = await once(url, method, manners);
    const isLast = tried >= retries;
    if (typeof response === 'string') {
      if (isLast || isFinal(response)) return response;
      await wait(pause * 2 ** tried);
      continue;
    }
    const { status, headers } = response;
    if (isLast || !(status === 429 || status >= 500)) {
      const isRedirect = status >= 300 && status < 400;
      return { status, location: isRedirect ? (headers.get('location') ?? undefined) : undefined };
    }
    const asked = retryAfter(headers.get('retry-after'));
    if (asked !== undefined && asked > longestWait) return { status, location: undefined };
    await wait(asked ?? pause * 2 ** tried);
  }
}

async function once(url: string, method: 'HEAD' | 'GET', { deadline, userAgent }: Manners): Promise<Response | string> {
  try {
    const signal = deadline();
    const headers = { 'user-agent': userAgent, accept: '*/*' };
    const response = await fetch(url, { method, redirect: 'manual', signal, headers });
    // Nobody reads the page.
    await response.body?.cancel();
    return response;
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError') return 'timeout';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.message : error.message;
}

/** What another try won't change: a certificate, or a name that nobody has. */
const isFinal = (reason: string): boolean => /CERT|SELF_SIGNED|ALTNAME|ENOTFOUND|UNABLE_TO_VERIFY/.test(reason);

/** Milliseconds of a Retry-After: seconds, or a date (RFC 9110, 10.2.3). */
function retryAfter(value: string | null): number | undefined {
  if (value === null) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
