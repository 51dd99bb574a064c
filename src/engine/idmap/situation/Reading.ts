import type { Diagnostic } from '../../text/index.ts';
import type { PasteStep } from '../formats/PasteStep.ts';
import type { NamespaceMaps } from '../map/Extent.ts';
import type { PodmanCommand } from '../podman/command/PodmanCommand.ts';
import type { Part } from '../recognise/Part.ts';
import type { HostUser } from '../subid/HostFacts.ts';
import type { HostLooks } from './HostLooks.ts';
import type { Level, Situation } from './Situation.ts';

/**
 * How a map stands. `taken`: the kernel takes it. `refused`: somebody wrote it down or would build it, and the kernel refuses it.
 * `none`: the tool builds none. `unknown`: nobody has told.
 */
export type Standing = 'taken' | 'refused' | 'none' | 'unknown';

/** A level with where it comes from. */
export interface ReadLevel extends Level {
  /** Index of the text that tells of it. */
  text: number;
  standing: { uid: Standing; gid: Standing };
  /** What its lines are lines of: "/etc/subuid", "uid_map", "the LXC config". */
  source: { uid: string; gid: string };
}

/** One text as it was read. */
export interface ReadText {
  parts: readonly Part[];
  /** Problems at their places in the text. */
  diagnostics: readonly Diagnostic[];
}

/** Lines of /etc/subuid and /etc/subgid without which a config's container doesn't start. */
export interface NeededGrants {
  /** They are known to be missing: the file was shown. Else they may be there. */
  missing: boolean;
  steps: readonly PasteStep[];
  /** Where this site teaches it. */
  learn: { path: string; title: string };
}

/** Everything that was understood. */
export interface Reading {
  texts: readonly ReadText[];
  levels: readonly ReadLevel[];
  situation: Situation;
  /** Whom `id` named on the host. */
  caller: HostLooks['caller'];
  /** `docker info` says that Docker runs in Docker Desktop's machine. */
  dockerDesktop: boolean;
  /** What is wrong with, or was assumed about, the account. */
  userProblems: readonly Diagnostic[];
  /** What matters beside the texts: for whom a map is made, and by which program. */
  asks: 'reader' | 'user' | 'nothing';
  /** Who was taken to run a tool that works without privileges. */
  runBy: HostUser | undefined;
  /** What has to be lent for a config's maps, as far as it isn't known to be. */
  grants: NeededGrants | undefined;
  /** Where another program may as well have read the text: which, and the map that it makes. */
  otherwise: { by: string; maps: NamespaceMaps } | undefined;
  /** What a podman command says beside. */
  command: PodmanCommand | undefined;
  /** What the answer was computed for: "dockerd 26.1.5". */
  computedFor: readonly string[];
}
