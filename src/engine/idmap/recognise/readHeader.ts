import { isMapFile, isSubidFile, knownFiles } from './Context.ts';

/** A line that only says where the lines below it come from, where a code block begins or ends, or nothing at all. */
export type Header = { kind: 'fence' } | { kind: 'rule' } | { kind: 'file'; path: string };

/** No other line names a file that the calculator reads. */
const NAMES_FILE = /sub[ug*?[{]|id[}\]]?_map|\*_map|passwd|group|status|\.conf|\.json/;

/** What head(1) and tail(1) print above each of several files. */
const OF_HEAD = /^==> (.{1,300}) <==$/;

/**
 * Reads `said` as a header: head's "==> /etc/subuid <==", a Markdown fence, or a short line of prose that ends with one known file's name
 * ("My /etc/subuid:", "**subgid**"). Undefined where it says anything else.
 */
export function readHeader(said: string): Header | undefined {
  if (said.startsWith('```') || said.startsWith('~~~')) return { kind: 'fence' };
  if (said.startsWith('[') && /^\[\/?(?:code|quote)(?:=[^\]]{0,80})?\]$/i.test(said)) return { kind: 'fence' };
  // more(1) frames a file's name with two of these.
  if (/^:{6,40}$/.test(said)) return { kind: 'rule' };
  if (said.startsWith('==>')) {
    const path = OF_HEAD.exec(said)?.[1];
    return path === undefined ? undefined : { kind: 'file', path };
  }
  if (said.length > 100 || !NAMES_FILE.test(said)) return undefined;
  const words = said.split(/[\s*`"'“”:()<>]+/).filter((word) => word !== '');
  if (words.length > 10 || /\d{3}/.test(said.replace(/\/proc\/\d+\//, ''))) return undefined;
  const naming = words.filter(
    (word) => knownFiles(word).some((file) => isSubidFile(file) || isMapFile(file)) || isPath(word),
  );
  const [path] = naming;
  const alone = words.length === 1 || /[:*`]$/.test(said);
  return naming.length === 1 && path !== undefined && alone ? { kind: 'file', path } : undefined;
}

/** A path to a file that the calculator reads. */
function isPath(word: string): boolean {
  return /^\/(?:etc|proc)\/.{0,200}(?:subuid|subgid|uid_map|gid_map|passwd|group|status|daemon\.json|\.conf)$/.test(
    word,
  );
}

/**
 * The file name that grep prints before a line of several files, with its colon and the line number of grep -n: "/etc/subuid:",
 * "subgid:12:". Undefined where the line doesn't begin so. A lone "subuid:" is a name for grep only if three fields follow.
 */
export function readGrepPrefix(said: string): { path: string; length: number } | undefined {
  if (!/^[/sug]/.test(said)) return undefined;
  const found = /^((?:\/[\w.@+-]{1,80}){1,12}|subuid|subgid|uid_map|gid_map):(?=.)/.exec(said);
  const path = found?.[1];
  if (found === null || path === undefined) return undefined;
  const known = knownFiles(path);
  if (known.length === 0 && !/\.(?:conf|json|ya?ml)$/.test(path)) return undefined;
  // grep prints the line as it is; only lines of a map begin with blanks.
  if (/^\s/.test(said.slice(found[0].length)) && !known.some(isMapFile)) return undefined;
  const rest = said.slice(found[0].length);
  const ofSubids = known.some(isSubidFile);
  if (!path.startsWith('/') && ofSubids && rest.split(':').length < 3) return undefined;
  const number = ofSubids ? /^\d{1,6}:(?=[^:]*:[^:]*:[^:]*$)/.exec(rest)?.[0] : undefined;
  return { path, length: found[0].length + (number?.length ?? 0) };
}

/** Marks of a list, and the numbers that cat -n, grep -n, nl and bat set before a line. */
const MARK = /^(?:[-*•+–] +|\d{1,6}(?:[ \t]*[│|:.)][ \t]{0,8}|\t[ \t]{0,20}| {1,8}(?=\D)))/;

/** Lines that nothing but a list or a numbering would set a mark before. */
const MARKED = /^(?:[\w.@$-]{1,64}:\d{1,10}:\d{1,10}$|\d{1,10}[ \t]+\d{1,10}[ \t]+\d{1,10}$|lxc\.id_?map[ \t]*[:=])/;

/** How long the number or bullet before a line of /etc/subuid, a uid_map or an LXC config is; 0 where there is none. */
export function numberingLength(said: string): number {
  if (said.length > 200) return 0;
  const mark = MARK.exec(said)?.[0];
  return mark !== undefined && MARKED.test(said.slice(mark.length)) ? mark.length : 0;
}
