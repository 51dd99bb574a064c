import {
  type JsonNode,
  type JsonObject,
  type JsonString,
  memberOf,
  type Problems,
  shorten,
  sourceText,
  stringOffsets,
} from '../../../text/index.ts';
import type { InspectedContainer } from '../inspectedContainer.ts';

/** The problems of a text that stands in a JSON string of another, from the character `from` on: told at their places there, with edits that fit there. */
function embeddedProblems(outer: Problems, string: JsonString, from: number): Problems {
  const offsets = stringOffsets(outer.source.text, string);
  const offsetOf = (at: number) => offsets[Math.min(from + at, offsets.length - 1)] ?? string.end;
  // What has a line is a span that `spanOf` gave, and lies in the whole text already.
  const placeOf = (place: { start: number; end: number }) =>
    'line' in place ? place : { start: offsetOf(place.start), end: offsetOf(place.end) };
  const escaped = (text: string) => JSON.stringify(text).slice(1, -1);
  return {
    source: sourceText(string.value.slice(from)),
    tell(place, severity, code, message, hint, fix) {
      const edits =
        typeof fix === 'string' ? escaped(fix) : fix?.map((edit) => ({ ...placeOf(edit), text: escaped(edit.text) }));
      outer.tell(placeOf(place), severity, code, message, hint, edits);
    },
    get full() {
      return outer.full;
    },
    spanOf: (place) => outer.spanOf(placeOf(place)),
    list: outer.list,
  };
}

/** The text of the container's profile with its problems, where it has one there; or that it runs without a filter; or neither, with the problem told. */
type InspectedProfile = { problems: Problems } | { off: JsonNode } | undefined;

/** moby, daemon/seccomp_linux.go WithSeccomp; podman, libpod/container_inspect.go, which prints the profile's path. */
export function readInspect({ hostConfig, count }: InspectedContainer, problems: Problems): InspectedProfile {
  if (count > 1) {
    const hint = 'Only the first one is read.';
    problems.tell(hostConfig, 'info', 'inspect-several', `The text describes ${count} containers.`, hint);
  }
  const option = seccompOption(hostConfig);
  const said = option?.value.slice(PREFIX);
  const isText = said?.trimStart().startsWith('{') ?? false;
  const isPath = said !== undefined && !isText && said !== 'unconfined' && !DEFAULTS.includes(said);
  const privileged = memberOf(hostConfig, 'Privileged');
  if (privileged?.kind === 'true' && !isPath) {
    const hint = `${NO_FILTER} Docker ignores the profile that a privileged container names.`;
    problems.tell(privileged, 'warning', 'inspect-unconfined', 'The container is privileged.', hint);
    return { off: privileged };
  }
  if (option === undefined || said === undefined || DEFAULTS.includes(said)) {
    const at = option ?? memberOf(hostConfig, 'SecurityOpt') ?? hostConfig;
    const message =
      option === undefined
        ? 'The container has no profile of its own.'
        : `${shown(option)} names the engine’s default profile.`;
    const hint =
      'docker inspect doesn’t print the engine’s default profile. Choose your release from the list of profiles, or paste the file that dockerd’s --seccomp-profile names.';
    problems.tell(at, 'error', 'inspect-default', message, hint);
    return undefined;
  }
  if (said === 'unconfined') {
    problems.tell(option, 'warning', 'inspect-unconfined', `${shown(option)} turns seccomp off.`, NO_FILTER);
    return { off: option };
  }
  if (isPath) {
    const hint = 'Podman prints the path of the profile, not its text. Paste that file.';
    problems.tell(option, 'error', 'inspect-path', `${shown(option)} is the path of a profile.`, hint);
    return undefined;
  }
  return { problems: embeddedProblems(problems, option, PREFIX) };
}

const NO_FILTER = 'The container runs without a filter: every call is allowed.';
/** moby, daemon/daemon_unix.go parseSecurityOpt: `=`, and `:` of before 1.11. */
const OPTION = /^seccomp[=:]/;
const PREFIX = 'seccomp='.length;
/** moby, daemon/config SeccompProfileDefault. */
const DEFAULTS: readonly string[] = ['builtin', ''];

const shown = ({ value }: JsonString) => shorten(JSON.stringify(value));

/** The last of the security options that names a profile. */
function seccompOption(hostConfig: JsonObject): JsonString | undefined {
  const options = memberOf(hostConfig, 'SecurityOpt');
  const strings = options?.kind === 'array' ? options.items.filter((item) => item.kind === 'string') : [];
  return strings.findLast(({ value }) => OPTION.test(value));
}
