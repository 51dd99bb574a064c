import { formatTable } from '../formatTable.ts';
import { laterThan } from '../laterThan.ts';
import { libseccompNeeds, openLibseccomp } from '../libseccomp.ts';
import type { Suite } from '../suites.ts';
import type { Table } from '../Table.ts';

/** Whose libseccomp is asked, oldest first; the last is the one that targets have unless they say so. */
const RECORDED: readonly Suite[] = ['bullseye', 'bookworm', 'trixie'];

/**
 * What libseccomp's older releases know otherwise than today's tables, asked of each one's own scmp_sys_resolver over all its names and ABIs. `since`: by
 * release, the names that the one before doesn't know. `lacks`: by release and ABI, the names whose number the last of these knows and it doesn't.
 */
export const libseccomp: Table = {
  name: 'libseccomp',
  files: ['syscalls/libseccomp.json'],
  needs: RECORDED.flatMap(libseccompNeeds),
  make(packages, stamp) {
    const releases = RECORDED.map((suite) => openLibseccomp(suite, packages));
    const last = releases.at(-1);
    if (last === undefined) throw new Error('no libseccomp to ask');
    const steps = releases.slice(1).map((later, at) => ({ later, before: releases[at] ?? last }));
    return [
      formatTable(
        {
          stamp,
          since: Object.fromEntries(steps.map(({ later, before }) => [later.release, laterThan(before, later).since])),
          lacks: Object.fromEntries(steps.map(({ before }) => [before.release, laterThan(before, last).lacks])),
        },
        3,
      ),
    ];
  },
};
