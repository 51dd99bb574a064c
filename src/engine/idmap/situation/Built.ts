import { type Diagnostic, relocateSpan, type Span } from '../../text/index.ts';
import type { Tool } from '../formats/tools.ts';
import type { NamespaceMaps } from '../map/Extent.ts';
import type { Circumstances } from './Reading.ts';

/** A namespace as its text describes it. */
export interface BuiltLevel {
  name: string;
  tool: Tool;
  /** The maps; undefined where the tool builds none. A side that no text tells is undefined in turn. */
  maps: NamespaceMaps | undefined;
  /** What the extents' lines are lines of. */
  source: { uid: string; gid: string };
  /** The map was read off a process, so it was written once and taken, however long its text is. */
  exists?: boolean;
  /** Which sides an error of the text is about, where it isn't both. */
  spoilt?: { uid: boolean; gid: boolean };
}

/** What one text says about the namespaces that it describes, outermost first. */
export interface Built extends Circumstances {
  levels: readonly BuiltLevel[];
  /** At their places in the whole text. */
  diagnostics: readonly Diagnostic[];
}

export const NOTHING_BUILT: Built = { levels: [], diagnostics: [], userProblems: [], asks: 'nothing', computedFor: [] };

/** The source of a level whose extents are all in the text itself, and of one that is made of the host's files. */
export const FROM_TEXT = { uid: 'the text', gid: 'the text' } as const;
export const FROM_FILES = { uid: '/etc/subuid', gid: '/etc/subgid' } as const;

/** Maps read from a slice, with their places in the whole text. */
export function relocateMaps({ uid, gid }: NamespaceMaps, at: Span): NamespaceMaps {
  const moved = (side: NamespaceMaps['uid']) =>
    side?.map((extent) => ({ ...extent, span: relocateSpan(extent.span, at) }));
  return { uid: moved(uid), gid: moved(gid) };
}
