import file from '../../../../../content/data/podmanErrors.json' with { type: 'json' };

const NAMES = new Set(file.names);

/** Whether Podman's list of errors has the name (containers/common, pkg/seccomp/errno_list.go). */
export function isPodmanError(name: string): boolean {
  return NAMES.has(name);
}
