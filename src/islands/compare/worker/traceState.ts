import { presetNamed } from '../../../instrument/presets/presetNamed.ts';
import { isWithin, WRITTEN_LIMITS } from '../../../share/linkLimits.ts';
import { TRACE_LINK_DEFAULTS, writeTraceLink } from '../../../share/traceLink.ts';
import type { SideFilter } from './sideFilter.ts';

/** The trace check's fragment with a trace under a side's profile on its stack; undefined where it is too long for a link. */
export async function traceState(trace: string, { asked, facts: { stack } }: SideFilter): Promise<string | undefined> {
  const text = await otherThanDefault(asked.profile, stack.profile);
  const link = { ...TRACE_LINK_DEFAULTS, stack: stack.id, arch: asked.arch, trace, profile: text };
  const fragment = await writeTraceLink(link);
  return isWithin(WRITTEN_LIMITS, fragment, [trace, text ?? '']) ? fragment : undefined;
}

/** The text that the trace check is given; undefined for the stack's own default, which it has. */
async function otherThanDefault(profile: SideFilter['asked']['profile'], own: string): Promise<string | undefined> {
  if ('text' in profile) return profile.text;
  const preset = presetNamed(profile.preset);
  return preset === undefined || preset.id === presetNamed(own)?.id ? undefined : preset.load();
}
