import type { Span } from '../../text/index.ts';

/** What every part of a pasted text has. */
interface Cut {
  /** Whole lines of the reader's text, each with its "\n". */
  span: Span;
  /** Those lines, exactly. */
  text: string;
  /**
   * What the parsers read: `text` at the same length, with everything that is not the matter itself (quote marks, a prompt, the file name that
   * grep prints) blanked out by spaces. Spans into it are therefore spans into `text`; `relocateSpan` moves them to the whole.
   */
  content: string;
  /** What was typed to get this, where it stands above. */
  command?: string;
  /** The file it was read from, where a header, a label or the command tells. */
  path?: string;
  /** 'container' where it was seen inside one (docker exec, podman unshare, a prompt with a container's host name). */
  where?: 'container';
  /** False where it is a guess, as with text that is still being typed. */
  certain: boolean;
}

/** Lines of /etc/subuid or /etc/subgid. */
export interface SubidsPart extends Cut {
  kind: 'subids';
  of: 'subuid' | 'subgid' | 'either';
}

/** Lines of /proc/PID/uid_map or gid_map; `pid` is what stood for PID in the command ("self", "1"), where it is told. */
export interface MapPart extends Cut {
  kind: 'map';
  of: 'uid' | 'gid' | 'either';
  pid?: string;
}

/** dockerd's --userns-remap, on a command line or in daemon.json. */
export interface DockerdPart extends Cut {
  kind: 'dockerd';
  /** The option's value and its place in `text`; undefined where the file doesn't set it. */
  option: { value: string; span: Span } | undefined;
}

/** The programs whose output shows ids. `status` is /proc/PID/status, `printed` a line made by stat -c or find -printf. */
export type ListingTool = 'ls' | 'namei' | 'stat' | 'ps' | 'id' | 'status' | 'getfacl' | 'printed';

/** Output that shows owners: of files, processes or the caller. */
export interface ListingPart extends Cut {
  kind: 'listing';
  tool: ListingTool;
}

/** Lines of /etc/passwd or /etc/group, or what getent says of them. */
export interface AccountsPart extends Cut {
  kind: 'accounts';
  of: 'passwd' | 'group';
}

/**
 * All the other kinds carry nothing but their text. `podman` is a podman or docker run line, or a quadlet; `oci` also dockerd's own list
 * (container_id, host_id, size); `prompt` is a command that tells nothing by itself; `separator` lines say nothing: blank ones, code fences,
 * a line that only names the file below.
 */
export interface OtherPart extends Cut {
  kind:
    | 'lxc'
    | 'incus'
    | 'oci'
    | 'podman'
    | 'podman-info'
    | 'unshare'
    | 'newuidmap'
    | 'nspawn'
    | 'mount'
    | 'pod'
    | 'docker-info'
    | 'inspect'
    | 'error'
    | 'prompt'
    | 'separator'
    | 'unknown';
}

/** One stretch of what a person pasted, and what it is. */
export type Part = SubidsPart | MapPart | DockerdPart | ListingPart | AccountsPart | OtherPart;

type WithoutCut<P> = P extends Cut ? Omit<P, keyof Cut | 'option'> : never;

/** What a part is, before its lines are cut from the text; dockerd's option is read from them then. */
export type DraftPart = WithoutCut<Part>;
