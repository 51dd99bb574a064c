import file from '../../../content/data/versions/hosts.json' with { type: 'json' };

/** A program that reads, builds or writes id maps, by its source package. */
export type HostProgram = 'shadow' | 'docker' | 'podman' | 'runc' | 'crun' | 'lxc' | 'util-linux' | 'systemd' | 'incus';

/** The system that a stack runs on, with the releases that it brings: content/data/versions/hosts.json says from which packages. */
export interface StackHost {
  stacks: readonly string[];
  versions: Readonly<Partial<Record<HostProgram, string>>>;
  /** Which of these programs were not asked for real. */
  unasked?: readonly HostProgram[];
}

/** Every host there is, the oldest first. */
export const HOSTS: readonly StackHost[] = hosts();

// @__NO_SIDE_EFFECTS__
function hosts(): readonly StackHost[] {
  return file.hosts as readonly StackHost[];
}

/** The host of the stack with this name. */
export const hostOf = (stack: string): StackHost | undefined => HOSTS.find(({ stacks }) => stacks.includes(stack));
