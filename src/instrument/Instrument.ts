import type { Diagnostic } from '../engine/text/index.ts';
import type { LinkLimits } from '../share/fragment.ts';
import type { LinkFormat } from '../share/linkKey.ts';

/** `page`: the instrument's own page, which keeps its state in the address. `embedded`: in a chapter or a slide. */
export type Mode = 'page' | 'embedded';

/** What a static page hands to any instrument. */
export interface InstrumentProps<Opening> {
  mode: Mode;
  /** Distinguishes the instruments on one page: the ids of its fields begin with it. */
  id: string;
  opening: Opening;
  /** Of an embedded one, the state that it opens with, `#` and all, where the page was built without it: in a deck of one's own. `null`: that of the address. */
  fragment?: string | null | undefined;
  /** The instrument's own page: its path, and its whole address for reports. */
  href: string;
  url: string;
  /** Where “Report a wrong answer” goes (REPO_URL); undefined where the build has none. */
  repository?: string | undefined;
}

/** A state as an author, a link or the page's start gives it. */
export interface OpeningOf<Link extends object> {
  link: Link;
  notices?: readonly Diagnostic[];
}

/** How an instrument's states become fragments, and back. */
export interface AddressCodec<Link extends object, Opening extends OpeningOf<Link>> {
  format: LinkFormat<Link>;
  /** The state that a fragment opens; what can't be read has its default, and a notice. */
  open(fragment: string, limits: LinkLimits): Promise<Opening>;
}

/** A state in the place of the present one; `over`, what the page began with, where the reader's own changes since are to stay. */
export interface OpenMessage<Link extends object, Opening extends OpeningOf<Link>> {
  kind: 'open';
  opening: Opening;
  over?: Link | undefined;
}

/** An instrument without what is seen of it. */
export interface Instrument<State, Message, View, Link extends object, Opening extends OpeningOf<Link>> {
  update(state: State, message: Message | OpenMessage<Link, Opening>): State;
  select(state: State): View;
  /** The state as a link says it. */
  linkOf(state: State): Link;
  /** The reader changed something, so the address may be written. */
  isChanged(state: State): boolean;
  /** The present question has no answer yet; any in sight is of an earlier one. */
  isWaiting(state: State): boolean;
  codec: AddressCodec<Link, Opening>;
  /** Its name within a sentence: "the profile checker". */
  name: string;
  /** What leads to its own page where it is embedded; left out: "Open in" and its name. */
  elsewhere?: string;
  /** The subject of a report. */
  subjectOf(state: State): string;
}
