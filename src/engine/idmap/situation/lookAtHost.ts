import { relocateSpan } from '../../text/index.ts';
import type { Account } from '../recognise/accounts/Account.ts';
import { readAccounts } from '../recognise/accounts/readAccounts.ts';
import { readDockerInfo } from '../recognise/docker/readDockerInfo.ts';
import { readListing } from '../recognise/listing/readListing.ts';
import type { Part } from '../recognise/Part.ts';
import type { HostLooks } from './HostLooks.ts';
import { onlyParts } from './onlyParts.ts';

/** What a text shows of the host, beside the maps; what was printed in a container is left out. */
export function lookAtHost(text: string, parts: readonly Part[]): HostLooks {
  const onHost = parts.filter(({ where }) => where !== 'container');
  const file = (of: 'subuid' | 'subgid') => {
    const lines = onHost.filter((part) => part.kind === 'subids' && (part.of === of || part.of === 'either'));
    // A header that nothing follows shows an empty file.
    const shown = lines.length > 0 || onHost.some((part) => isHeaderOf(part, of));
    return shown ? onlyParts(text, lines) : undefined;
  };
  const infos = onHost.flatMap((part) => (part.kind === 'docker-info' ? [readDockerInfo(part)] : []));
  return {
    subuid: file('subuid'),
    subgid: file('subgid'),
    accounts: onHost.flatMap(accountsOf),
    caller: onHost.flatMap(callerOf)[0],
    remapOption: onHost.flatMap((part) => (part.kind === 'dockerd' && part.option ? [part.option.value] : []))[0],
    dockerDesktop: infos.some(({ desktop }) => desktop),
  };
}

function accountsOf(part: Part): Account[] {
  if (part.kind !== 'accounts') return [];
  const accounts = readAccounts(part).value ?? [];
  return accounts.map((account) => ({ ...account, span: relocateSpan(account.span, part.span) }));
}

/** Whom the output of id names. */
function callerOf(part: Part): NonNullable<HostLooks['caller']>[] {
  if (part.kind !== 'listing' || part.tool !== 'id') return [];
  const ids = readListing(part).rows.flatMap((row) => row.ids);
  const user = ids.find(({ kind }) => kind === 'uid');
  const groups = ids.flatMap(({ kind, id }) => (kind === 'gid' && id !== undefined ? [id] : []));
  const [gid] = groups;
  if (user?.id === undefined || gid === undefined) return [];
  return [{ name: user.name ?? '', uid: user.id, gid, groups: [...new Set(groups)] }];
}

/** A line of head(1) or tail(1) that names the file. */
function isHeaderOf({ kind, text }: Part, file: string): boolean {
  return kind === 'separator' && new RegExp(`^==> \\S*/${file} <==[ \\t]*$`, 'm').test(text);
}
