import { LAST_FILE, type Treatment } from '../cacheNames.ts';
import type { SiteStore } from './SiteStore.ts';

/** The page that tells what is kept, and that another is not. */
const OFFLINE = 'offline/';

/** How long the network may be silent where a copy is kept: a hall's Wi-Fi may neither answer nor fail. */
const PATIENCE_MS = 4_000;

/** What a request is answered with. `later` is work that the answer does not wait for. */
export interface Answering {
  store: SiteStore;
  request: Request;
  later: (work: Promise<unknown>) => void;
}

/** Answers a request that the worker does not leave alone. Fails as the network does where nothing is kept and no tab goes there. */
export function answerRequest(treatment: Exclude<Treatment, 'network'>, answering: Answering): Promise<Response> {
  const answers = { page: answerPage, asset: answerAsset, file: answerFile };
  return answers[treatment](answering);
}

/**
 * Where the whole site is kept, each page comes from it, so that a reader who has taken it along reads one build until the next is there as a whole. Else the newest page
 * is the network's: whatever build it is of, it names assets by their hashes, and so it never runs with another build's. It is kept where it is this worker's build.
 */
async function answerPage({ store, request, later }: Answering): Promise<Response> {
  const { url } = request;
  const until = store.untilRemoved('opened');
  const [copy, isWhole] = await Promise.all([store.find(url), store.isWhole()]);
  if (copy && isWhole) return copy;
  try {
    const response = await soon(fetch(request), copy && PATIENCE_MS);
    if (copy && response.status >= 500) return copy;
    later(store.keepAnswer(url, response.clone(), until));
    return response;
  } catch (error) {
    if (copy) return copy;
    if (request.mode !== 'navigate') throw error;
    return isWhole ? notThere(store) : notKept(store);
  }
}

/** A tab that is still open at another build finds its assets here, where they are kept, or on the server, where they are still there. */
async function answerAsset({ store, request, later }: Answering): Promise<Response> {
  const { url } = request;
  const until = store.untilRemoved('opened');
  const copy = (await store.find(url)) ?? (await store.findOther(url));
  if (copy) return copy;
  const response = await fetch(request);
  if (store.fileAt(url)) later(store.keepAnswer(url, response.clone(), until));
  return response;
}

async function answerFile({ store, request }: Answering): Promise<Response> {
  const copy = (await store.isWhole()) ? await store.find(request.url, ['whole']) : undefined;
  return copy ?? fetch(request);
}

async function notThere(store: SiteStore): Promise<Response> {
  return withStatus(await store.find(store.addressOf(LAST_FILE)), 404);
}

/** The page says so from its first frame on: its style looks for the mark. */
async function notKept(store: SiteStore): Promise<Response> {
  const page = await store.find(store.addressOf(OFFLINE));
  const html = (await page?.text())
    ?.replace('<html', '<html data-not-kept')
    .replace(/<title>[^<]*/, '<title>Not on this device · Below the Waterline');
  return withStatus(html === undefined ? undefined : new Response(html, { headers: page?.headers ?? {} }), 503);
}

function withStatus(response: Response | undefined, status: number): Response {
  if (response === undefined) return Response.error();
  return new Response(response.body, { status, headers: response.headers });
}

/** Fails where it takes longer. */
function soon<Value>(wanted: Promise<Value>, ms: number | undefined): Promise<Value> {
  if (ms === undefined) return wanted;
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error('The network is silent.')), ms);
    wanted.then(done, fail).finally(() => clearTimeout(timer));
  });
}
