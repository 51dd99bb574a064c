import { init, update } from '../../../src/islands/seccomp/model.ts';
import { presetOf } from '../../../src/islands/seccomp/presets.ts';
import type { Message, Mode, State } from '../../../src/islands/seccomp/State.ts';
import { SECCOMP_LINK_DEFAULTS, type SeccompLink } from '../../../src/share/seccompLink.ts';

/** The text of one of the site's profiles. */
export async function presetText(id: string): Promise<string> {
  const text = await presetOf(id)?.load();
  if (text === undefined) throw new Error(`No profile “${id}”.`);
  return text;
}

/** The instrument as it opens on one of the site's profiles. */
export async function opened(link: Partial<SeccompLink> = {}, mode: Mode = 'page'): Promise<State> {
  const whole = { ...SECCOMP_LINK_DEFAULTS, ...link };
  return init(mode, { link: whole, text: whole.text ?? (await presetText(whole.profile ?? '')) });
}

/** The state after everything that happened, in order. */
export function later(state: State, ...messages: Message[]): State {
  return messages.reduce(update, state);
}
