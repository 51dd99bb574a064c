import type { Seen, SeenAddresses } from '../../site/sources/Seen.ts';

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
interface Answer {
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

/** How many are asked. */
interface Crowd {
  /** Hosts that are asked at the same time; of one host, one address after the other. */
  hosts: number;
  /** Milliseconds between two addresses of a host. */
  gap: number;
}

/** Asks every address, the hosts side by side and each host one address at a time. */
export async function askAll(
  urls: readonly string[],
  manners: Manners,
  { hosts, gap }: Crowd,
  told: (url: string, answer: Answer) => void = () => {},
): Promise<ReadonlyMap<string, Answer>> {
  const answers = new Map<string, Answer>();
  const queues = [...Map.groupBy(new Set(urls), (url) => new URL(url).host).values()];
  const askQueue = async (queue: readonly string[]) => {
    for (const [at, url] of queue.entries()) {
      if (at > 0) await manners.wait(gap);
      const answer = await askAddress(url, manners);
      answers.set(url, answer);
      told(url, answer);
    }
  };
  // The longest queues first, for they take longest.
  const waiting = queues.sort((a, b) => b.length - a.length);
  const worker = async () => {
    for (let queue = waiting.shift(); queue !== undefined; queue = waiting.shift()) await askQueue(queue);
  };
  await Promise.all(Array.from({ length: hosts }, worker));
  return answers;
}

/** The addresses that the built page of sources lists: what is shown is what is asked. */
export function sourcesOn(html: string): readonly string[] {
  const found = [...html.matchAll(/<a\s[^>]*?href="(https?:[^"]+)"[^>]*?\sdata-source/g)].map(([, url = '']) =>
    url.replaceAll('&amp;', '&').replaceAll('&#38;', '&'),
  );
  return [...new Set(found)];
}

/** What was known of the addresses, with what they answered today; addresses that nobody names any more are gone. */
export function withAnswers(known: SeenAddresses, answers: ReadonlyMap<string, Answer>, today: string): SeenAddresses {
  const seen = [...answers].map(([url, answer]) => [url, seenToday(known[url], answer, today)] as const);
  return Object.fromEntries(seen.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function seenToday(before: Seen | undefined, { alive, status, movedTo }: Answer, today: string): Seen {
  const last = alive ? today : before?.alive;
  return {
    ...(last !== undefined && { alive: last }),
    asked: today,
    status,
    ...(movedTo !== undefined && { movedTo }),
  };
}

/** What a maintainer has to look at, as Markdown: addresses that did not answer, and those that have moved for good. */
export function reportOf(answers: ReadonlyMap<string, Answer>): string {
  const dead = [...answers].filter(([, { alive }]) => !alive);
  const moved = [...answers].filter(([, { movedTo }]) => movedTo !== undefined);
  return [
    `${answers.size} addresses asked, ${answers.size - dead.length} alive.`,
    ...listed(
      'Did not answer',
      dead.map(([url, { status }]) => `${url} (${status})`),
    ),
    ...listed(
      'Moved for good',
      moved.map(([url, { movedTo }]) => `${url} to ${movedTo}`),
    ),
  ].join('\n');
}

const listed = (heading: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `## ${heading}`, '', ...[...lines].sort().map((line) => `- ${line}`)];
