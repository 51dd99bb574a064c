/** Where files may stand that the reader needs: the system's, and homes. */
const KEPT = /^(?:\/(?:etc|var|usr|home|root)(?:\/|$)|~|\$\{?HOME\b)/;

/** Commands whose last word is overwritten, unless a backup of it is kept. */
const TARGET_LAST = new Set(['cp', 'mv', 'install', 'ln']);
/** Commands that change or remove each file named. */
const EACH = new Set(['rm', 'truncate', 'shred', 'unlink']);
/** Words before a command that are none of it. */
const BEFORE = new Set(['sudo', 'exec', 'command', 'env', 'then', 'do', 'else', '!', '{', '(', 'time']);

/** Host ids of root, or ranges that begin with them, as each tool writes them. The container's 0 is normal. */
const HOST_ROOT: readonly [what: string, pattern: RegExp][] = [
  ['usermod assigns 0', /--add-sub[ug]ids[ =]0-\d/],
  ['a line assigns 0', /^[ \t]*[\w.-]+:0:\d+[ \t]*$/m],
  ['an LXC map has the host’s 0', /lxc\.id_?map[ \t]*[:=][ \t]*[ugb][ \t]+\d+[ \t]+0[ \t]+\d/],
  ['an OCI map has the host’s 0', /"hostID":[ \t]*0\b/],
  ['rootful Podman maps the host’s 0', /sudo podman\b[^\n]*--[ug]idmap[ =](?:[ug+]*)\d+:0(?::|\s|$)/],
  ['a map asks for the host’s 0 with @', /--[ug]idmap[ =][ug+]*\d+:@0\b/],
  ['newuidmap maps the host’s 0', /new[ug]idmap \S+(?: \d+ [1-9]\d* \d+)* \d+ 0 \d+/],
  ['unshare maps the host’s 0', /--map-(?:users|groups)[ =]\d+:0:\d/],
  ['a mount shows files as the host’s 0', /X-mount\.idmap=[^'"\n]*\b[ugb]:\d+:0:\d/],
  ['systemd-nspawn maps the host’s 0', /--private-users=0\b(?!:0)/],
  ['files go to the host’s root', /(?<!podman unshare |busybox )\bch(?:own|grp) (?:-[Rh] )*(?:0\b|\d*:0\b|\$\(\(0 )/],
  ['an ACL names the host’s root', /setfacl [^\n]*\b[ug]:0:/],
  ['a map is written with the host’s 0', /\b\d+ 0 \d+\b[^\n]*>\s*\/proc\/\S+\/[ug]id_map/],
];

/**
 * What would do harm where the text is pasted into a shell or a file, told in words; empty where nothing would. A text overwrites where it sends
 * output into a file that may hold something, or copies over it, edits it in place or removes it. A copy that keeps a numbered backup doesn't.
 */
export function harmIn(text: string): string[] {
  return [
    ...commandsOf(text).flatMap(overwritten),
    ...HOST_ROOT.flatMap(([what, pattern]) => (pattern.test(text) ? [what] : [])),
  ];
}

/** The commands of a text as words; what stands in quotes is one word, and an operator that redirects stays at its file. */
function commandsOf(text: string): string[][] {
  const commands: string[][] = [];
  let words: string[] = [];
  const joined = text.replaceAll(/\\\n/g, ' ');
  for (const [token] of joined.matchAll(/(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\;|&])+|&&|\|\||[;|&]|\n/g)) {
    if (/^(?:&&|\|\||[;|&\n])$/.test(token)) {
      if (words.length > 0) commands.push(words);
      words = [];
    } else words.push(token);
  }
  if (words.length > 0) commands.push(words);
  // What a nested shell runs is read as well.
  const nested = [...joined.matchAll(/\bsh -c (?:'([^']*)'|"((?:\\.|[^"\\])*)")/g)].map(
    ([, one, two]) => one ?? two ?? '',
  );
  return [...commands, ...nested.flatMap(commandsOf)];
}

function overwritten(words: readonly string[]): string[] {
  const told: string[] = [];
  for (const [at, word] of words.entries()) {
    const found = /^(?:\d|&)?>\|?(?!>|&)(.*)$/.exec(word) ?? /^[^'"]*[^'"<>=-]>\|?(?![>&=])(\/.*)$/.exec(word);
    const file = bare(found?.[1] === '' ? (words[at + 1] ?? '') : (found?.[1] ?? ''));
    if (KEPT.test(file)) told.push(`> ${file}`);
  }
  const start = words.findIndex((word) => !BEFORE.has(word) && !/^(?:\w+=|-)/.test(word) && !/^[({!]+$/.test(word));
  const [name = '', ...rest] = words.slice(Math.max(start, 0)).map(bare);
  const program = name.split('/').at(-1) ?? '';
  const redirects = /^(?:\d|&)?>{1,2}\|?/;
  const files = rest.filter(
    (word, at) => !word.startsWith('-') && !redirects.test(word) && !/^(?:\d|&)?>{1,2}\|?$/.test(rest[at - 1] ?? ''),
  );
  const kept = files.filter((file) => KEPT.test(file));
  const has = (option: RegExp) => rest.some((word) => option.test(word));
  if (program === 'tee' && !has(/^(?:-a|--append|-\w*a\w*)$/)) told.push(...kept.map((file) => `tee ${file}`));
  if (program === 'sed' && has(/^(?:-i|--in-place|-\w*i)/)) told.push(...kept.map((file) => `sed -i ${file}`));
  if (program === 'dd') told.push(...rest.filter((word) => word.startsWith('of=') && KEPT.test(word.slice(3))));
  if (EACH.has(program)) told.push(...kept.map((file) => `${program} ${file}`));
  const last = files.at(-1) ?? '';
  const copies = TARGET_LAST.has(program) && files.length > 1 && !has(/^(?:-d|--directory)$/);
  if (copies && KEPT.test(last) && !has(/^(?:-b|--backup(?:=.*)?|-n|--no-clobber)$/)) told.push(`${program} ${last}`);
  return told;
}

/** Without the quotes around it. */
function bare(word: string): string {
  return word.replaceAll(/^['"]|['"]$/g, '');
}
