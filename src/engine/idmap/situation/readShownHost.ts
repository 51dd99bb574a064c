import { relocateSpan } from '../../text/index.ts';
import { readDockerInfo } from '../recognise/docker/readInspect.ts';
import { readListing } from '../recognise/listing/readListing.ts';
import { type Account, type Part, readAccounts } from '../recognise/Typed.ts';

/** What the reader's texts show of the host, beside the maps. */
export interface ShownHost {
  /** The files at the reader's offsets, all else blank; undefined where nobody has shown them. One that doesn't say which it is stands for both. */
  subuid: string | undefined;
  subgid: string | undefined;
  accounts: readonly Account[];
  /** Whom `id` named. */
  caller: { name: string; uid: number; gid: number; groups: readonly number[] } | undefined;
  /** The value of dockerd's --userns-remap. */
  remapOption: string | undefined;
  /** `docker info` says that Docker runs in Docker Desktop's machine. */
  dockerDesktop: boolean;
}

/**
 * What a text shows of the host, beside the maps; what was printed in a container is left out. Lines that were pasted are not the whole file, so a
 * newline ends them, unless the text is the file: `isFile`.
 */
export function readShownHost(text: string, parts: readonly Part[], isFile = false): ShownHost {
  const onHost = parts.filter(({ where }) => where !== 'container');
  const file = (of: 'subuid' | 'subgid') => {
    const lines = onHost.filter((part) => part.kind === 'subids' && (part.of === of || part.of === 'either'));
    // A header that nothing follows shows an empty file.
    const shown = lines.length > 0 || onHost.some((part) => isHeaderOf(part, of));
    if (!shown) return undefined;
    const file = onlyParts(text, lines);
    return isFile || file.endsWith('\n') ? file : `${file}\n`;
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
function callerOf(part: Part): NonNullable<ShownHost['caller']>[] {
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

/** `text` with everything but the content of `parts` blanked out, line by line: what is read from it has its place in the whole. */
export function onlyParts(text: string, parts: readonly Part[]): string {
  let result = '';
  let at = 0;
  for (const { span, content } of parts) {
    result += blank(text.slice(at, span.start)) + content;
    at = span.end;
  }
  return result + blank(text.slice(at));
}

const blank = (text: string) => text.replace(/[^\n]/g, ' ');
