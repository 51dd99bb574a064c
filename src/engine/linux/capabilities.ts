import file from '../../../content/data/capabilities.json' with { type: 'json' };

/** Every capability of the kernel (linux/capability.h), by number. */
export const CAPABILITIES: readonly string[] = names();

const KNOWN: ReadonlySet<string> = /* @__PURE__ */ new Set(CAPABILITIES);

/** The capabilities that Docker gives a container (moby, oci/caps/defaults.go, DefaultCapabilities), in its order. */
export const DOCKER_CAPABILITIES: readonly string[] = dockerDefault();

/** Those that Podman gives one (containers/common, pkg/config/default.go, DefaultCapabilities): Docker's without MKNOD, NET_RAW and AUDIT_WRITE. */
export const PODMAN_CAPABILITIES: readonly string[] = podmanDefault();

// @__NO_SIDE_EFFECTS__
function names(): readonly string[] {
  return Object.keys(file.numbers);
}

// @__NO_SIDE_EFFECTS__
function dockerDefault(): readonly string[] {
  return file.dockerDefault;
}

// @__NO_SIDE_EFFECTS__
function podmanDefault(): readonly string[] {
  return file.podmanDefault;
}

/** The capability's full name, in capitals and with CAP_, from how people write it (`sys_admin`, `cap_net_raw`); undefined for no such one. */
export function readCapability(word: string): string | undefined {
  const upper = word.trim().toUpperCase();
  const name = upper.startsWith('CAP_') ? upper : `CAP_${upper}`;
  return KNOWN.has(name) ? name : undefined;
}
