import { goQuote } from '../../../linux/index.ts';
import { type Diagnostic, error, type Word } from '../../../text/index.ts';
import type { IdKind } from '../../map/Extent.ts';
import { since } from '../../versions/since.ts';
import type { PodmanHost } from '../PodmanHost.ts';
import type { NamespaceOptions } from './namespaceOfOptions.ts';

/**
 * What releases before 5.4 have against options that came later, or later again, in the order in which they look at them (seen with Podman 3.0.1 and
 * 4.3.1). Undefined where the release takes them as 5.4.2 does.
 */
export function otherPodmanRefuses(options: NamespaceOptions, host: PodmanHost): Diagnostic | undefined {
  const { uidmap, gidmap } = options;
  const mode = options.userns ?? options.environment;
  const { versions = {} } = host;
  if (!since('podman', 'map-flags', versions)) {
    const malformed = malformedMap(uidmap, 'uid', host) ?? malformedMap(gidmap, 'gid', host);
    if (malformed) return malformed;
  }
  if (!mode) return undefined;
  const maps = uidmap.length + gidmap.length > 0;
  if (maps && !since('podman', 'maps-exclusive', versions) && /^keep-id/.test(mode.text)) {
    const words = 'cannot specify custom mappings with --userns=keep-id';
    return error('podman-exclusive', words, 'Leave one of them out.', mode.span());
  }
  if (!since('podman', 'keep-id-options', versions) && /^(?:keep-id:|nomap)/.test(mode.text)) {
    const words = `unrecognized namespace mode ${mode.text} passed`;
    return error(
      'podman-userns',
      words,
      'Podman 3.0 knows auto, host, private and keep-id without options.',
      mode.span(),
    );
  }
  if (!mode.text.startsWith('keep-id') || maps) return undefined;
  const refusesRoot = since('podman', 'keep-id-rootless', versions) && !since('podman', 'keep-id-root', versions);
  if (refusesRoot && !host.rootless) {
    const words = 'keep-id is only supported in rootless mode';
    return error('podman-keep-id-root', words, 'Leave --userns out, or run Podman as the user.', mode.span());
  }
  if (since('podman', 'keep-id-size', versions) || !/^keep-id:(?:.*,)?size(?:=|,|$)/.test(mode.text)) return undefined;
  return error('podman-userns', 'unknown option specified: "size"', 'Leave size out.', mode.span());
}

/** Numbers alone, three of them, before "u", "g", "+" and "@" came. */
function malformedMap(words: readonly Word[], kind: IdKind, { versions = {} }: PodmanHost): Diagnostic | undefined {
  const values = words.flatMap((word) => word.text.split(','));
  const wrong = values.findIndex((value) => value !== '' && !/^\d+:\d+:\d+$/.test(value));
  if (wrong === -1) return undefined;
  const list = values.map((value) => goQuote(value)).join(' ');
  const prefix = since('podman', 'maps-exclusive', versions) ? '' : 'error ';
  const message = `${prefix}initializing ID mappings: ${kind.toUpperCase()} setting is malformed expected ["uint32:uint32:uint32"]: [${list}]`;
  return error('podman-map-form', message, 'Write container ID:host ID:count.', words[0]?.span());
}

/** --group-add keep-groups beside another group (Podman 5.4.2, cmd/podman/containers/create.go; 3.0.1 takes it for a group’s name). */
export function groupsProblem(groups: readonly Word[], { versions = {} }: PodmanHost): Diagnostic | undefined {
  const keep = groups.find(({ text }) => text === 'keep-groups');
  if (!keep) return undefined;
  if (!since('podman', 'keep-groups', versions)) {
    const words = 'error looking up supplemental groups for container ...: Unable to find group keep-groups';
    return error('podman-keep-groups', words, 'Podman 3.2 and later keep the groups, with crun.', keep.span());
  }
  if (groups.length === 1) return undefined;
  const words = "the '--group-add keep-groups' option is not allowed with any other --group-add options";
  return error('podman-keep-groups', words, 'Leave the other --group-add options out.', keep.span());
}
