import { type SourceText, spanAt } from '../../../text/index.ts';
import { readTyped } from '../Typed.ts';
import {
  eachLine,
  fileRow,
  type ListedId,
  type ListedRow,
  type ListedTitle,
  type Listing,
  listedId,
  type Word,
  wordsOf,
} from './listedId.ts';

/** Columns of ps(1), docker top and podman top that hold a user or a group. */
const OWNERS = new Set(
  (
    'UID EUID RUID SUID FSUID USER EUSER RUSER SUSER FUSER HUSER GID EGID RGID SGID FSGID GROUP EGROUP RGROUP ' +
    'HGROUP SUPGID SUPGRP FUID FGID SVUID SVGID'
  ).split(' '),
);

/** Other columns of theirs. */
const OTHERS = new Set(
  (
    'PID PPID LWP NLWP SPID C STIME TTY TT TIME CMD COMMAND ARGS ELAPSED %CPU %MEM VSZ RSS STAT START STARTED F S ' +
    'PR PRI NI ADDR SZ WCHAN PSR CLS RTPRIO PGID PGRP SID SESS TPGID HPID HPPID CGROUP LABEL USERNS PIDNS CAPEFF ' +
    'VIRT RES SHR TIME+ CGNAME UNIT NS TYPE NPROCS'
  ).split(' '),
);

/** True for the first line of ps: column names, one of them a user's or group's, and a process's number or command beside it. */
export function isPsHeader(said: string): boolean {
  if (said.length > 300 || !/^[A-Z%]/.test(said)) return false;
  const words = said.split(/\s+/, 40);
  return words.every((word) => OWNERS.has(word) || OTHERS.has(word)) && words.some((word) => OWNERS.has(word));
}

/** A column that shows users or groups. Its numbers stand at the right, its names at the left (procps-ng 4.0.4, src/ps/output.c). */
interface OwnerColumn {
  /** Which word of a row it is. */
  word: number;
  kind: 'uid' | 'gid';
  /** podman top's HUSER and HGROUP are the host's, its USER and GROUP the container's (podman-top(1)). */
  side: 'inside' | 'outside' | undefined;
}

/**
 * The rows of ps, docker top or podman top. The header tells the columns; where it was cut off (`ps aux | grep registry`), the options of the
 * command do. A command's own words can't be taken for columns: owners stand before them.
 */
export function readPs(source: SourceText, command?: string): Listing {
  const rows: ListedRow[] = [];
  const titles: ListedTitle[] = [];
  let columns = ownerColumns(columnsOfCommand(command));
  let count = columnsOfCommand(command).length;
  eachLine(source, (start, end) => {
    const line = source.text.slice(start, Math.min(end, start + 400)).trim();
    if (line === '') return;
    if (isPsHeader(line)) {
      const words = wordsOf(source.text, start, end);
      columns = ownerColumns(words.map(({ text }) => text));
      count = words.length;
      for (const [index, { word }] of columns.entries()) {
        const at = words[word];
        if (at) titles.push({ span: spanAt(source, at.start, at.end), column: { index, align: 'left' } });
      }
      return;
    }
    const words = wordsOf(source.text, start, end, count);
    const ids = columns.flatMap((column, index) => {
      const word = words[column.word];
      return word ? [ofColumn(source, column, index, word)] : [];
    });
    const last = words[count - 1];
    rows.push({ what: last ? source.text.slice(last.start, end).trim() : '', span: spanAt(source, start, end), ids });
  });
  const aligns = columns.map((_, index) => alignOf(rows, index));
  return {
    rows,
    titles: titles.map(({ span, column: { index } }) => ({ span, column: { index, align: aligns[index] ?? 'left' } })),
  };
}

function ofColumn(source: SourceText, { kind, side }: OwnerColumn, index: number, word: Word): ListedId {
  const found = listedId(source, kind, word);
  return { ...found, column: { index, align: found.id === undefined ? 'left' : 'right' }, ...(side && { side }) };
}

/** A title stands where its column's cells stand. */
function alignOf(rows: readonly ListedRow[], index: number): 'left' | 'right' {
  const cells = rows.flatMap(({ ids }) => ids.filter((id) => id.column?.index === index));
  return cells.length > 0 && cells.every((cell) => cell.column?.align === 'right') ? 'right' : 'left';
}

function ownerColumns(names: readonly string[]): OwnerColumn[] {
  const hosts = names.some((name) => name === 'HUSER' || name === 'HGROUP');
  return names.flatMap((name, word) => {
    if (!OWNERS.has(name) || name.startsWith('SUPG')) return [];
    const side = name.startsWith('H') ? 'outside' : hosts ? 'inside' : undefined;
    return [{ word, kind: /G(?:ID|ROUP)$/.test(name) ? ('gid' as const) : ('uid' as const), side }];
  });
}

const FULL = ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'];
const BSD = ['USER', 'PID', '%CPU', '%MEM', 'VSZ', 'RSS', 'TTY', 'STAT', 'START', 'TIME', 'COMMAND'];

/** The columns that ps prints by its options: -o and its likes, -f, or u. Empty where they don't tell. */
function columnsOfCommand(command: string | undefined): string[] {
  if (command === undefined) return [];
  const { words } = readTyped(command);
  const from = words.findIndex((word) => word === 'ps' || word.endsWith('/ps'));
  if (from === -1) return words[1] === 'top' ? FULL : [];
  const options = words.slice(from + 1);
  const format = options.findIndex((word) => /^-?[a-zA-Z]*o$/.test(word) || word === '--format');
  const joined = options.find((word) => /^(?:-[a-zA-Z]*o|--format=)./.test(word));
  const list = format === -1 ? joined?.replace(/^(?:-[a-zA-Z]*?o|--format=)/, '') : options[format + 1];
  if (list !== undefined) return list.split(',').map((name) => name.replace(/[=:].*$/, '').toUpperCase());
  if (options.some((word) => /^-[a-zA-Z]*f/.test(word))) return FULL;
  return options.some((word) => /^-?[a-z]*u[a-z]*$/.test(word)) ? BSD : [];
}

/** A row of ls -l: perhaps an inode and a size in blocks, then type, mode, mark, links, owner, group. */
const LS = /^(?:\d+ +){0,2}[-dlbcpsDC?](?:[-rwxsStTl]{9}|\?{9})[.+@]? +(?:\d+|\?) +[^\s]+ +[^\s]+/;

/** True for a row of `ls -l` or `ls -n`. */
export function isLsLine(said: string): boolean {
  return LS.test(said.length > 400 ? said.slice(0, 400) : said);
}

/**
 * The rows of `ls -l`, `-n`, `-i`, `-s` or `-Z`: numbers stand at the right of their column, names at the left (GNU coreutils 9.7, ls.c,
 * format_user). Lines that are no rows ("total 8", a folder's name) hold no id.
 */
export function readLs(source: SourceText): Listing {
  const rows: ListedRow[] = [];
  eachLine(source, (start, end) => {
    if (!isLsLine(source.text.slice(start, Math.min(end, start + 500)).trim())) return;
    const words = wordsOf(source.text, start, end, 7);
    const at = words.findIndex(({ text }) => !/^\d+$/.test(text));
    const [mode, , owner, group] = words.slice(at, at + 4);
    if (!mode || !owner || !group) return;
    rows.push(fileRow(source, nameOf(source.text.slice(group.end, end)), [start, end], { mode, owner, group }));
  });
  return { rows, titles: [] };
}

/** The file's name: what stands behind the time of day, the year, or an ISO date's time. A name may hold blanks. */
function nameOf(rest: string): string {
  const dated = /\s(?:\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: [+-]\d{4})?|(?:19|20)\d\d) (.*)$/.exec(
    rest.slice(0, 4500),
  );
  const name = (dated?.[1] ?? rest.slice(rest.trimEnd().lastIndexOf(' ') + 1)).trim();
  const arrow = name.indexOf(' -> ');
  return arrow === -1 ? name : name.slice(0, arrow);
}

/** Mode, owner, group and one step of the path; there is no number of links. A "D" marks a mount point (namei -x). */
const ROW = /^[-dlbcpsD?][-rwxsStT]{9} +[^\s]+ +[^\s]+ +[^\s]/;

/** True for a row of namei -l. */
export function isNameiRow(said: string): boolean {
  return ROW.test(said.slice(0, 400));
}

/** The steps to a path as namei(1) -l lists them, each under its own full name (util-linux 2.41, namei.c, print_namei). */
export function readNamei(source: SourceText): Listing {
  const rows: ListedRow[] = [];
  let path = '';
  eachLine(source, (start, end) => {
    const [mode, owner, group, name] = wordsOf(source.text, start, end, 4);
    if (mode?.text === 'f:') path = '';
    if (!mode || !owner || !group || !name || !isNameiRow(source.text.slice(start, end).trim())) return;
    const step = source.text.slice(name.start, end).trim();
    path = step === '/' || path === '' ? step : `${path === '/' ? '' : path}/${step}`;
    rows.push(fileRow(source, path, [start, end], { mode, owner, group }));
  });
  return { rows, titles: [] };
}
