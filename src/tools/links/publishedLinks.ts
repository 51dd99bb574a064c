import type { Diagnostic } from '../../engine/text/index.ts';
import { readAskLink } from '../../share/askLink.ts';
import { readCallsLink } from '../../share/callsLink.ts';
import { readCompareLink } from '../../share/compareLink.ts';
import { readFilterLink } from '../../share/filterLink.ts';
import { readIncidentsLink } from '../../share/incidentsLink.ts';
import { readSeccompLink } from '../../share/seccompLink.ts';
import { readStackTableLink } from '../../share/stackTableLink.ts';
import { readTalkLink } from '../../share/talkLink.ts';
import { readTraceLink } from '../../share/traceLink.ts';
import { readUidMapLink } from '../../share/uidMapLink.ts';
import type { BuiltPage } from '../build/headersFile.ts';

type StateReader = (fragment: string) => Promise<{ value: object; diagnostics: Diagnostic[] }>;

/** The pages whose fragment is a state, each with what reads it. */
const STATE_READERS: Readonly<Record<string, StateReader>> = {
  '/play/ask/': (fragment) => readAskLink(fragment),
  '/play/compare/': (fragment) => readCompareLink(fragment),
  '/play/filter/': (fragment) => readFilterLink(fragment),
  '/play/seccomp/': (fragment) => readSeccompLink(fragment),
  '/play/stack/': (fragment) => readStackTableLink(fragment),
  '/play/trace/': (fragment) => readTraceLink(fragment),
  '/play/uid-map/': (fragment) => readUidMapLink(fragment),
  '/reference/incidents/': (fragment) => readIncidentsLink(fragment),
  '/reference/syscalls/': (fragment) => readCallsLink(fragment),
  '/talk/own/': (fragment) => readTalkLink(fragment),
};

/** The fields of a state, as JSON: null for what is undefined. */
export type StateFields = Readonly<Record<string, unknown>>;

/**
 * Every link to a state that was ever shown: by its page and its fragment, without `#`, the fields in which the state that it opens differs from that of
 * a link without keys. That one, under '', has all fields.
 */
export type PublishedLinks = Readonly<Record<string, Readonly<Record<string, StateFields>>>>;

/** The links to states of a build's pages: by page, the fragments without `#`. */
export function stateLinksOf(pages: readonly BuiltPage[], base = ''): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { html } of pages) {
    for (const [, href = ''] of html.matchAll(/\shref="([^"]*#[^"]*=[^"]*)"/g)) {
      const [path = '', fragment = ''] = href.replaceAll(/&(?:amp|#38);/g, '&').split(/#(.*)/s);
      const page = path.slice(base.length);
      if (!path.startsWith(base) || !Object.hasOwn(STATE_READERS, page)) continue;
      found.set(page, (found.get(page) ?? new Set()).add(fragment));
    }
  }
  return found;
}

/** `published` and whatever of `found` is not in it yet, with what it opens today. Nothing is ever taken out or changed: somebody's slide has it. */
export async function withLinks(
  published: PublishedLinks,
  found: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<PublishedLinks> {
  const pages = Object.keys(STATE_READERS).map(async (page) => {
    const before = published[page] ?? {};
    const added = ['', ...(found.get(page) ?? [])].filter((fragment) => before[fragment] === undefined);
    const opened = added.map(async (fragment) => [fragment, await openedBy(page, fragment)] as const);
    return [page, { ...before, ...Object.fromEntries(await Promise.all(opened)) }] as const;
  });
  return Object.fromEntries(await Promise.all(pages));
}

/** The links that open another state than they were published with, or that the page can't read whole, each with what it opens now. */
export async function changedLinks(published: PublishedLinks): Promise<string[]> {
  const changed = Object.entries(published).flatMap(([page, links]) =>
    Object.entries(links).map(async ([fragment, fields]) => {
      const wanted = JSON.stringify(fields);
      const opened = JSON.stringify(await openedBy(page, fragment).catch(String));
      return opened === wanted ? [] : [`${page}#${fragment} opens ${opened}, and was published with ${wanted}`];
    }),
  );
  return (await Promise.all(changed)).flat();
}

/** The fields in which the state of a link differs from that of a link without keys; of that one, all. Rejects what the page can’t read whole. */
export async function openedBy(page: string, fragment: string): Promise<StateFields> {
  const [without, opened] = [await read(page, ''), await read(page, fragment)];
  const fields = Object.entries(opened).sort(([one], [other]) => (one < other ? -1 : 1));
  const differing = fields.filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(without[name]));
  return Object.fromEntries(fragment === '' ? fields : differing);
}

async function read(page: string, fragment: string): Promise<Record<string, unknown>> {
  const reader = STATE_READERS[page];
  if (reader === undefined) throw new Error(`No page ${page} has states.`);
  const { value, diagnostics } = await reader(fragment);
  if (diagnostics.length > 0)
    throw new Error(`${page}#${fragment}: ${diagnostics.map(({ message }) => message).join(' ')}`);
  // What is undefined is null in JSON.
  return JSON.parse(JSON.stringify(value, (_, each: unknown) => (each === undefined ? null : each)));
}
