/** A row of ls -l: perhaps an inode and a size in blocks, then type, mode, mark, links, owner, group. */
const LS = /^(?:\d+ +){0,2}[-dlbcpsDC?](?:[-rwxsStTl]{9}|\?{9})[.+@]? +(?:\d+|\?) +[^\s]+ +[^\s]+/;

/** True for a row of `ls -l` or `ls -n`. */
export function isLsLine(said: string): boolean {
  return LS.test(said.length > 400 ? said.slice(0, 400) : said);
}

/** Columns of ps(1), docker top and podman top that hold a user or a group. */
const USERS = new Set([
  'UID',
  'EUID',
  'RUID',
  'SUID',
  'FSUID',
  'USER',
  'EUSER',
  'RUSER',
  'SUSER',
  'FUSER',
  'HUSER',
  'GID',
  'EGID',
  'RGID',
  'SGID',
  'FSGID',
  'GROUP',
  'EGROUP',
  'RGROUP',
  'HGROUP',
  'SUPGID',
  'SUPGRP',
  'FUID',
  'FGID',
  'SVUID',
  'SVGID',
]); // prettier-ignore

/** Other columns of theirs. */
const OTHERS = new Set([
  'PID',
  'PPID',
  'LWP',
  'NLWP',
  'SPID',
  'C',
  'STIME',
  'TTY',
  'TT',
  'TIME',
  'CMD',
  'COMMAND',
  'ARGS',
  'ELAPSED',
  '%CPU',
  '%MEM',
  'VSZ',
  'RSS',
  'STAT',
  'START',
  'STARTED',
  'F',
  'S',
  'PR',
  'PRI',
  'NI',
  'ADDR',
  'SZ',
  'WCHAN',
  'PSR',
  'CLS',
  'RTPRIO',
  'PGID',
  'PGRP',
  'SID',
  'SESS',
  'TPGID',
  'HPID',
  'HPPID',
  'CGROUP',
  'LABEL',
  'USERNS',
  'PIDNS',
  'CAPEFF',
  'VIRT',
  'RES',
  'SHR',
  'TIME+',
  'CGNAME',
  'UNIT',
  'NS',
  'TYPE',
  'NPROCS',
]); // prettier-ignore

/** True for the first line of ps: column names, one of them a user's or group's, and a process's number or command beside it. */
export function isPsHeader(said: string): boolean {
  if (said.length > 300 || !/^[A-Z%]/.test(said)) return false;
  const words = said.split(/\s+/, 40);
  return words.every((word) => USERS.has(word) || OTHERS.has(word)) && words.some((word) => USERS.has(word));
}

/** True for a column that holds a user or a group. */
export function isOwnerColumn(name: string): boolean {
  return USERS.has(name);
}
