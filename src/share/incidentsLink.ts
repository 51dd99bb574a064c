import { stackOf } from '../engine/stack/index.ts';
import type { LinkLimits } from './fragment.ts';
import { defaultsOf, key, type LinkFormat, type LinkOf, oneOf } from './linkKey.ts';
import { readLink } from './readLink.ts';
import { OWN_PROFILE } from './stackKey.ts';
import { writeLink } from './writeLink.ts';

/** What a link to the incidents says. */
const KEYS = [
  key<'stack', string>('stack', {
    initial: 'docker-29.9',
    expected: 'the name of a stack such as docker-26.1',
    read: (text) => stackOf(text)?.id,
    write: (stack) => stack,
    always: true,
  }),
  OWN_PROFILE,
  /** What stopped those that are shown, by the sources. */
  oneOf('stopped', ['any', 'seccomp', 'user-namespace', 'capability', 'lsm', 'other', 'nothing']),
  oneOf('sort', ['newest', 'oldest']),
] as const;

/** A state of the table of incidents, as a link says it. */
export type IncidentsLink = LinkOf<typeof KEYS>;

export const INCIDENTS_LINK: LinkFormat<IncidentsLink> = { keys: KEYS };
export const INCIDENTS_DEFAULTS: IncidentsLink = defaultsOf(KEYS);

export const readIncidentsLink = (fragment: string, limits?: LinkLimits) => readLink(INCIDENTS_LINK, fragment, limits);
export const writeIncidentsLink = (link: IncidentsLink) => writeLink(INCIDENTS_LINK, link);
