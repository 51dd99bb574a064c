import { LOOKS_LIKE_PROFILE, profileIn } from '../../../engine/diagnose/index.ts';
import { isGated, type Profile, parseProfile } from '../../../engine/seccomp/index.ts';
import { type SourceText, sourceText } from '../../../engine/text/index.ts';

/** A seccomp profile in a text that was given as a trace. */
export interface ProfileFound {
  profile: string;
  /** The text without it; blank where it is a profile alone. */
  rest: string;
  /** What a tool that records calls wrote: alone it is a list of calls. */
  isRecording: boolean;
}

/** A SeccompProfile of the Security Profiles Operator. */
const OPERATORS = /"apiVersion"\s*:\s*"security-profiles-operator\.x-k8s\.io\//;

/** The seccomp profile in a text, as engines and runtimes read it, with errors or without; undefined where none is there. */
export async function profileFound(text: string): Promise<ProfileFound | undefined> {
  if (!LOOKS_LIKE_PROFILE.test(text)) return undefined;
  const at = placeIn(sourceText(text));
  if (at === undefined) return undefined;
  const profile = text.slice(at.start, at.end);
  const { value } = parseProfile(profile, 0);
  if (value === undefined || (value.withoutDefault && value.rules.length === 0)) return undefined;
  const around = [text.slice(0, at.start), text.slice(at.end)].map((each) => each.replace(/^\s*\n|\n\s*$/g, ''));
  return {
    profile: `${profile.trim()}\n`,
    rest: around.filter((each) => each.trim() !== '').join('\n'),
    isRecording: OPERATORS.test(profile) || isRecorded(value, profile),
  };
}

/** The empty keys that oci-seccomp-bpf-hook writes beside a rule's names (encoding/json of containers/common's Syscall). */
const OF_HOOK = /"args"\s*:\s*\[\s*\][\s\S]*"includes"\s*:\s*\{\s*\}/;

/** One rule that allows names, as oci-seccomp-bpf-hook writes it, or Inspektor Gadget's advise_seccomp, with the three architectures of x86. */
function isRecorded(profile: Profile, text: string): boolean {
  const { defaultAction, architectures, rules } = profile;
  const [rule, ...others] = rules;
  if (rule?.action !== 'SCMP_ACT_ALLOW' || others.length > 0 || defaultAction !== 'SCMP_ACT_ERRNO') return false;
  return rule.args.length === 0 && !isGated(profile) && (OF_HOOK.test(text) || architectures.length === 3);
}

/** An object that nothing closes goes to the end of its text. */
const placeIn = (source: SourceText) =>
  profileIn(source) ?? (/^\s*\{/.test(source.text) ? { start: 0, end: source.text.length } : undefined);
