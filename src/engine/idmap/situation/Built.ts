import type { Diagnostic } from '../../text/index.ts';
import type { Tool } from '../formats/Tool.ts';
import type { NamespaceMaps } from '../map/Extent.ts';
import type { PodmanCommand } from '../podman/command/PodmanCommand.ts';
import type { HostUser } from '../subid/HostFacts.ts';
import type { NeededGrants } from './Reading.ts';

/** A namespace as its text describes it. */
export interface BuiltLevel {
  name: string;
  tool: Tool;
  /** The maps; undefined where the tool builds none. A side that nobody told is undefined in turn. */
  maps: NamespaceMaps | undefined;
  /** What the extents' lines are lines of. */
  source: { uid: string; gid: string };
  /** The map was read off a process, so it was written once and taken, however long its text is. */
  exists?: boolean;
  /** Which sides an error of the text is about, where it isn't both. */
  spoilt?: { uid: boolean; gid: boolean };
}

/** What one text says about the namespaces that it describes, outermost first. */
export interface Built {
  levels: readonly BuiltLevel[];
  /** At their places in the whole text. */
  diagnostics: readonly Diagnostic[];
  userProblems: readonly Diagnostic[];
  /** What matters beside the text: for whom a map is made, and by which program. */
  asks: 'reader' | 'user' | 'nothing';
  /** Who was taken to run a tool that works without privileges. */
  runBy?: HostUser;
  /** Where another program may as well have read the text: which, and the map that it makes. */
  otherwise?: { by: string; maps: NamespaceMaps };
  /** What has to be lent for a config's maps, as far as it isn't known to be. */
  grants?: NeededGrants;
  /** What a podman command says beside. */
  command?: PodmanCommand;
  /** The programs whose rules were followed. */
  computedFor: readonly string[];
}

export const NOTHING_BUILT: Built = {
  levels: [],
  diagnostics: [],
  userProblems: [],
  asks: 'nothing',
  computedFor: [],
};
