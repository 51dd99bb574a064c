import type { Diagnostic } from '../../text/index.ts';
import type { PasteStep } from '../formats/parseFormat.ts';
import type { NamespaceMaps } from '../map/Extent.ts';
import type { PodmanCommand } from '../podman/command/PodmanCommand.ts';
import type { Part } from '../recognise/Typed.ts';
import type { HostUser } from '../subid/HostFacts.ts';
import type { ShownHost } from './readShownHost.ts';
import type { Level, Situation } from './Situation.ts';

/**
 * What became of a map. `taken`: the kernel takes it. `refused`: somebody wrote it down or would build it, and the kernel refuses it.
 * `none`: the tool builds none. `unknown`: no text tells it.
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

/** What the texts say beside the maps, and what is assumed where they say nothing. */
export interface Circumstances {
  /** What is wrong with, or was assumed about, the account. */
  userProblems: readonly Diagnostic[];
  /** What the reader may still choose: the program that makes the map and its user, the user alone, or nothing. */
  asks: 'reader' | 'user' | 'nothing';
  /** Who was taken to run a tool that works without privileges. */
  runBy?: HostUser | undefined;
  /** The lines that a config's maps need, as far as they aren't known to be there. */
  grants?: NeededGrants | undefined;
  /** Where another program may as well have read the text: which, and the map that it makes. */
  otherwise?: { by: string; maps: NamespaceMaps } | undefined;
  /** What a podman command says beside. */
  command?: PodmanCommand | undefined;
  /** The programs whose rules were followed: "dockerd 26.1.5". */
  computedFor: readonly string[];
}

/** Everything that was understood. */
export interface Reading extends Circumstances {
  texts: readonly ReadText[];
  levels: readonly ReadLevel[];
  situation: Situation;
  /** Whom `id` named on the host. */
  caller: ShownHost['caller'];
  /** `docker info` says that Docker runs in Docker Desktop's machine. */
  dockerDesktop: boolean;
}
