import type { LinkLimits } from './fragment.ts';
import { defaultsOf, type LinkFormat, type LinkOf } from './linkKey.ts';
import { readLink } from './readLink.ts';
import { textKey } from './textKey.ts';
import { writeLink } from './writeLink.ts';

/** What was pasted. A link without it asks about a message of Podman’s. */
const TEXT = textKey<'text', string>(
  'text',
  'Error: potentially insufficient UIDs or GIDs available in user namespace (requested 0:42 for /etc/gshadow): Check /etc/subuid and /etc/subgid if configured locally and run "podman system migrate": lchown /etc/gshadow: invalid argument',
  { always: true },
);

const KEYS = [TEXT] as const;

/** A state of the box, as a link says it. */
export type AskLink = LinkOf<typeof KEYS>;

export const ASK_LINK: LinkFormat<AskLink> = { keys: KEYS };
export const ASK_LINK_DEFAULTS: AskLink = defaultsOf(KEYS);

export const readAskLink = (fragment: string, limits?: LinkLimits) => readLink(ASK_LINK, fragment, limits);
export const writeAskLink = (link: AskLink) => writeLink(ASK_LINK, link);
