import { expect, test } from 'vitest';
import texts from '../../content/data/capabilityTexts.json' with { type: 'json' };
import { CAPABILITIES, DOCKER_CAPABILITIES, PODMAN_CAPABILITIES, parseCall } from '../../src/engine/linux/index.ts';
import { readSeccompLink } from '../../src/share/seccompLink.ts';
import { capabilityTable, openersByCall } from '../../src/site/capabilityTable.ts';
import { testRows } from '../testRows.ts';

const rows = await capabilityTable();
const row = (name: string) => rows.find((each) => each.name === name);
const always = (...names: string[]) => names.map((name) => ({ name, before: 'refused', after: 'allowed' }));

test('every capability of the kernel has a row, by number, and no text is of another', () => {
  expect(rows.map(({ name }) => name)).toEqual(CAPABILITIES);
  expect(rows.map(({ number }) => number)).toEqual(CAPABILITIES.map((_, at) => at));
  expect(Object.keys(texts.texts).sort()).toEqual([...CAPABILITIES].sort());
});

test('each has an anchor of its own', () => {
  expect(new Set(rows.map(({ id }) => id)).size).toBe(CAPABILITIES.length);
  expect(row('CAP_SYS_ADMIN')?.id).toBe('cap-sys-admin');
});

test('a whole row: one that no engine gives, and that opens a call', () => {
  expect(row('CAP_DAC_READ_SEARCH')).toEqual({
    name: 'CAP_DAC_READ_SEARCH',
    number: 2,
    id: 'cap-dac-read-search',
    allows:
      'Read any file and search any directory whatever their modes say, and open a file by its handle with `open_by_handle_at`, without a path.',
    engines: [],
    opens: always('open_by_handle_at'),
    fragment: 'stack=docker-29.9&call=open_by_handle_at&caps=docker-26.1,DAC_READ_SEARCH',
  });
});

test('a whole row: one of the defaults, without which a call would be refused', () => {
  expect(row('CAP_SYS_CHROOT')).toEqual({
    name: 'CAP_SYS_CHROOT',
    number: 18,
    id: 'cap-sys-chroot',
    allows: 'Use `chroot`, and enter another mount namespace.',
    engines: ['docker', 'podman', 'containerd'],
    opens: always('chroot'),
    fragment: 'stack=docker-29.9&call=chroot',
  });
});

/** What each capability opens under Docker 29.9's default on x86_64; those that are not named open nothing. */
const OPENS: Record<string, string> = {
  CAP_DAC_READ_SEARCH: 'open_by_handle_at',
  CAP_SYS_MODULE: 'delete_module finit_module init_module',
  CAP_SYS_RAWIO: 'ioperm iopl',
  CAP_SYS_CHROOT: 'chroot',
  CAP_SYS_PTRACE: 'kcmp pidfd_getfd process_madvise',
  CAP_SYS_PACCT: 'acct',
  CAP_SYS_ADMIN:
    'bpf clone clone3 fanotify_init fsconfig fsmount fsopen fspick lookup_dcookie lsm_get_self_attr lsm_list_modules ' +
    'lsm_set_self_attr mount mount_setattr move_mount open_tree perf_event_open quotactl quotactl_fd setdomainname ' +
    'sethostname setns syslog umount2 unshare',
  CAP_SYS_BOOT: 'reboot',
  CAP_SYS_NICE: 'get_mempolicy mbind set_mempolicy set_mempolicy_home_node',
  CAP_SYS_TIME: 'clock_settime settimeofday',
  CAP_SYS_TTY_CONFIG: 'vhangup',
  CAP_SYSLOG: 'syslog',
  CAP_PERFMON: 'perf_event_open',
  CAP_BPF: 'bpf',
};

testRows('each opens what the table says', CAPABILITIES, String, (name) => {
  expect(
    row(name)
      ?.opens.map((call) => call.name)
      .join(' '),
  ).toBe(OPENS[name] ?? '');
});

test('only clone was allowed with some arguments before', () => {
  const partly = rows
    .flatMap(({ opens }) => opens)
    .filter(({ before, after }) => before !== 'refused' || after !== 'allowed');
  expect(partly).toEqual([{ name: 'clone', before: 'depends', after: 'allowed' }]);
});

test('who gives what: Docker and containerd the same, Podman and CRI-O less', () => {
  const given = (engine: string) =>
    rows.filter(({ engines }) => engines.some((each) => each === engine)).map(({ name }) => name);
  const inOrder = (names: readonly string[]) => CAPABILITIES.filter((name) => names.includes(name));
  expect(given('docker')).toEqual(inOrder(DOCKER_CAPABILITIES));
  expect(given('containerd')).toEqual(given('docker'));
  expect(given('podman')).toEqual(inOrder(PODMAN_CAPABILITIES));
  expect(given('cri-o')).toEqual(given('podman').filter((name) => !['CAP_SETFCAP', 'CAP_SYS_CHROOT'].includes(name)));
});

test('bpf has two openers, syslog two, reboot one', () => {
  const openers = new Map(openersByCall(rows).map(([call, found]) => [call, found.map(({ name }) => name)]));
  expect(openers.get('bpf')).toEqual(['CAP_SYS_ADMIN', 'CAP_BPF']);
  expect(openers.get('syslog')).toEqual(['CAP_SYS_ADMIN', 'CAP_SYSLOG']);
  expect(openers.get('reboot')).toEqual(['CAP_SYS_BOOT']);
});

testRows(
  'the link of each opens its container',
  rows,
  ({ name, fragment }) => `${name}: ${fragment}`,
  async ({ name, fragment }) => {
    const { value: link, diagnostics } = await readSeccompLink(fragment);
    expect(diagnostics).toEqual([]);
    expect(link.stack).toBe('docker-29.9');
    expect(link.capabilities).toContain(name);
    expect(parseCall(link.call, link.arch).diagnostics).toEqual([]);
  },
);
