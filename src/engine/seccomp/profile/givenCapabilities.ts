import { CAPABILITIES, DOCKER_CAPABILITIES, readCapability } from '../../linux/index.ts';
import { type JsonNode, memberOf } from '../../text/index.ts';

/**
 * The capabilities of the container that a text is of, by number: `root` is a container of what `docker inspect` and `podman inspect` print, or an OCI
 * config.json. Undefined where the text tells of none; what is no capability is left out.
 */
export function givenCapabilities(root: JsonNode | undefined): readonly string[] | undefined {
  const effective =
    wordsOf(memberOf(root, 'EffectiveCaps')) ??
    wordsOf(memberOf(memberOf(memberOf(root, 'process'), 'capabilities'), 'effective'));
  const given = effective ?? tweaked(memberOf(root, 'HostConfig'));
  return given && CAPABILITIES.filter((capability) => given.includes(capability));
}

/** moby, oci/caps/utils.go TweakCapabilities. */
function tweaked(hostConfig: JsonNode | undefined): readonly string[] | undefined {
  if (hostConfig === undefined) return undefined;
  if (memberOf(hostConfig, 'Privileged')?.kind === 'true') return CAPABILITIES;
  const adds = wordsOf(memberOf(hostConfig, 'CapAdd')) ?? [];
  const drops = wordsOf(memberOf(hostConfig, 'CapDrop')) ?? [];
  if (adds.includes(ALL)) return CAPABILITIES.filter((capability) => !drops.includes(capability));
  if (drops.includes(ALL)) return adds;
  return [...DOCKER_CAPABILITIES.filter((capability) => !drops.includes(capability)), ...adds];
}

const ALL = 'ALL';

/** moby, oci/caps/utils.go NormalizeLegacyCapabilities: in any case, with or without CAP_. */
function wordsOf(node: JsonNode | undefined): readonly string[] | undefined {
  if (node?.kind !== 'array') return undefined;
  return node.items.flatMap((item) => {
    if (item.kind !== 'string') return [];
    const known = item.value.toUpperCase() === ALL ? ALL : readCapability(item.value);
    return known === undefined ? [] : [known];
  });
}
