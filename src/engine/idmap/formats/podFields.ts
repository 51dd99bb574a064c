import { findMember, type JsonNode, memberOf, problemsOf, readJson, sourceText } from '../../text/index.ts';

/** A field of a manifest with its value as written, and its place, key and all. */
export interface PodField {
  name: string;
  value: string;
  start: number;
  end: number;
}

/** What a manifest has about the users of its Pod; of several Pods the first one counts. */
export interface PodFields {
  hostUsers: PodField | undefined;
  /** What asks for others of the node's namespaces. */
  hostNamespaces: readonly PodField[];
  /** The key of the object that holds `containers`. */
  spec: PodField | undefined;
  /** Every `hostUsers` that is nobody's. */
  misplaced: PodField[];
}

/** A Pod's part of a manifest. */
type Pod = Pick<PodFields, 'hostUsers' | 'hostNamespaces'> & { spec: PodField };

const HOST_NAMESPACES: readonly string[] = ['hostNetwork', 'hostPID', 'hostIPC'];

/** Reads YAML, as far as keys and indentation go, or JSON. */
export function podFields(text: string): PodFields {
  return /^\s*\{/.test(text) ? fromJson(text) : fromYaml(text);
}

/** A mapping of the YAML text that is still open, and what of a Pod it has shown. */
interface Mapping {
  indent: number;
  /** The key that opened it. */
  key: PodField | undefined;
  name: string;
  containers: boolean;
  hostUsers: PodField | undefined;
  hostNamespaces: PodField[];
}

function fromYaml(text: string): PodFields {
  const pods: Pod[] = [];
  const misplaced: PodField[] = [];
  let open: Mapping[] = [];
  const close = (mapping: Mapping) => {
    if (mapping.name === 'spec' && mapping.containers && mapping.key) {
      const { key: spec, hostUsers, hostNamespaces } = mapping;
      pods.push({ spec, hostUsers, hostNamespaces });
    } else if (mapping.hostUsers) misplaced.push(mapping.hostUsers);
  };
  const closeFrom = (indent: number) => {
    for (let last = open.at(-1); last !== undefined && last.indent >= indent; last = open.at(-1)) {
      close(last);
      open.pop();
    }
  };

  let at = 0;
  let block = Number.POSITIVE_INFINITY;
  let opener: { name: string; key: PodField } | undefined;
  for (const line of text.split('\n')) {
    const lineStart = at;
    at += line.length + 1;
    const content = line.trimStart();
    if (content === '' || content.startsWith('#')) continue;
    let indent = line.length - content.length;
    if (indent > block) continue;
    block = Number.POSITIVE_INFINITY;
    if (/^(?:---|\.\.\.)/.test(line)) {
      closeFrom(0);
      open = [];
      opener = undefined;
      continue;
    }
    const dashes = /^(?:- +)+/.exec(content)?.[0] ?? '';
    indent += dashes.length;
    if (dashes !== '') closeFrom(indent);
    const match = /^(?:"([\w.-]+)"|([\w.-]+))[ \t]*:(?:[ \t]+(.*))?$/.exec(content.slice(dashes.length).trimEnd());
    if (!match) continue;
    const name = match[1] ?? match[2] ?? '';
    const written = match[3] ?? '';
    const value =
      written.startsWith('"') || written.startsWith("'") ? written : written.replace(/(?:^|\s)#.*$/, '').trim();
    const start = lineStart + indent;
    const end = lineStart + line.trimEnd().length - (written.length - value.length);
    closeFrom(indent + 1);
    let mapping = open.at(-1);
    if (mapping === undefined || mapping.indent < indent) {
      const { key, name = '' } = opener ?? {};
      mapping = { indent, key, name, containers: false, hostUsers: undefined, hostNamespaces: [] };
      open.push(mapping);
    }
    const key = { name, value, start, end };
    if (name === 'containers') mapping.containers = true;
    if (name === 'hostUsers') mapping.hostUsers = key;
    if (HOST_NAMESPACES.includes(name) && value === 'true') mapping.hostNamespaces.push(key);
    opener = value === '' ? { name, key } : undefined;
    if (/^[|>][+-]?[0-9]?[+-]?$/.test(value)) block = indent;
  }
  closeFrom(0);
  return first(pods, misplaced);
}

function fromJson(text: string): PodFields {
  const pods: Pod[] = [];
  const misplaced: PodField[] = [];
  const field = (value: JsonNode, name: string): PodField | undefined => {
    const member = findMember(value, name);
    if (!member) return undefined;
    const { key, value: own } = member;
    return { name, value: text.slice(own.start, own.end), start: key.start, end: own.end };
  };
  const waiting: { name: string; value: JsonNode }[] = [];
  const source = sourceText(text);
  // Of a manifest that is no JSON, kubectl tells; what was meant is read all the same.
  const root = readJson(source, problemsOf(source));
  if (root) waiting.push({ name: '', value: root });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { name, value } = next;
    if (value.kind === 'array') waiting.push(...value.items.map((item) => ({ name: '', value: item })).reverse());
    if (value.kind !== 'object') continue;
    const hostUsers = field(value, 'hostUsers');
    if (name === 'spec' && memberOf(value, 'containers')) {
      const asked = HOST_NAMESPACES.flatMap((each) => field(value, each) ?? []);
      const hostNamespaces = asked.filter((each) => each.value === 'true');
      pods.push({ spec: { name, value: '', start: value.start, end: value.start + 1 }, hostUsers, hostNamespaces });
    } else if (hostUsers) misplaced.push(hostUsers);
    waiting.push(...value.members.map((member) => ({ name: member.key.value, value: member.value })).reverse());
  }
  return first(pods, misplaced);
}

function first([pod]: readonly Pod[], misplaced: PodField[]): PodFields {
  return { spec: pod?.spec, hostUsers: pod?.hostUsers, hostNamespaces: pod?.hostNamespaces ?? [], misplaced };
}
