import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { cValues, includeHeaders, KERNEL_ARCHITECTURES } from '../cValues.ts';
import {
  formatTable,
  kernelHeaders,
  kernelRoot,
  olderKernelHeaders,
  olderUapiHeaders,
  type Package,
  type Table,
  uapiHeaders,
} from '../kernelHeaders.ts';

/** Names that one argument of some calls is asked with: a row of content/data/constantSets.yaml, where each field is told. */
interface SetSpec {
  name: string;
  kind: 'bits' | 'values';
  field?: { mask: number; constant: string };
  /** With a space between them. */
  headers: string;
  /** A regular expression. */
  names: string;
  enum?: string;
}

const SETS = join(import.meta.dirname, '../../../../content/data/constantSets.yaml');

type Values = ReadonlyMap<string, number>;

/**
 * The names that calls are asked with, from the uapi headers and, where those lack them, the kernel's own; what the newest headers have given up stays
 * as older ones have it, for calls are asked with it. common.json has what most architectures
 * agree on; the file of an architecture has what it has besides or otherwise, with null for a common name that it lacks.
 */
export const constants: Table = {
  name: 'constants',
  files: ['common', ...KERNEL_ARCHITECTURES].map((name) => `constants/${name}.json`),
  needs: [uapiHeaders, kernelHeaders, olderUapiHeaders, olderKernelHeaders],
  make(packages, stamp) {
    const newest = [packages(uapiHeaders), packages(kernelHeaders)] as const;
    const older = [packages(olderUapiHeaders), packages(olderKernelHeaders)] as const;
    const common: Record<string, object> = {};
    const own = KERNEL_ARCHITECTURES.map((): Record<string, object> => ({}));
    const specs: readonly SetSpec[] = parse(readFileSync(SETS, 'utf8'));
    for (const spec of specs) {
      const sets = KERNEL_ARCHITECTURES.map((architecture) => {
        const [uapi, kernel] = newest;
        const built = existsSync(join(kernelRoot(kernel), 'arch', architecture)) ? kernel : older[1];
        const values = read(spec, architecture, uapi, built);
        const gone = [...read(spec, architecture, ...older)].filter(([name]) => !values.has(name));
        return new Map([...values, ...gone]);
      });
      const agreed = agreedValues(sets);
      const { kind, field } = spec;
      common[spec.name] = { kind, ...(field && { field: field.mask }), values: Object.fromEntries(agreed) };
      for (const [at, values] of sets.entries()) {
        const differing = differences(values, agreed);
        const file = own[at];
        if (file !== undefined && differing.length > 0) file[spec.name] = Object.fromEntries(differing);
      }
    }
    return [common, ...own].map((sets) => formatTable({ stamp, sets }, sets === common ? 4 : 3));
  },
};

/** What at least half of the sets agree on, in the order of the first. */
function agreedValues(sets: readonly Values[]): Values {
  const agreed = new Map<string, number>();
  for (const name of sets.flatMap((values) => [...values.keys()])) {
    const found = sets.map((values) => values.get(name));
    const most = found.find((value) => found.filter((other) => other === value).length >= sets.length / 2);
    if (most !== undefined) agreed.set(name, most);
  }
  return agreed;
}

/** What a reader of `agreed` must change to have `values`; null takes a name away. */
function differences(values: Values, agreed: Values): [name: string, value: number | null][] {
  const changed = [...values].filter(([name, value]) => agreed.get(name) !== value);
  const missing = [...agreed.keys()].filter((name) => !values.has(name));
  return [...changed, ...missing.map((name): [string, null] => [name, null])];
}

/** The text of a header with what it includes; empty where the architecture doesn't have it. `kernel:` headers stand alone. */
function headerText(header: string, architecture: string, uapi: Package, kernel: Package): string {
  const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
  if (header.startsWith('kernel:')) {
    const name = header.slice('kernel:'.length);
    const folder = name.startsWith('asm/') ? `arch/${architecture}/include` : 'include';
    return read(join(kernelRoot(kernel), folder, name)) ?? '';
  }
  return includeHeaders(header, (name) =>
    read(
      name.startsWith('asm/')
        ? join(uapi.root, 'usr/lib/linux/uapi', architecture, name)
        : join(uapi.root, 'usr/include', name),
    ),
  );
}

function read(spec: SetSpec, architecture: string, uapi: Package, kernel: Package): Values {
  const headers = spec.headers.split(' ').map((header) => headerText(header, architecture, uapi, kernel));
  const { definitions, value } = cValues(headers);
  if (spec.field !== undefined) {
    const { mask, constant } = spec.field;
    const found = value(constant);
    const isMask = found !== undefined && [found, found & 0xffn, found - 1n].includes(BigInt(mask));
    if (!isMask) throw new Error(`${spec.name}: ${constant} is ${found}, not ${mask}`);
  }
  const found = new Map<string, number>();
  const names = new RegExp(spec.names);
  for (const definition of definitions) {
    if (!names.test(definition.name) || (spec.enum !== undefined && definition.enum !== spec.enum)) continue;
    const number = value(definition.name);
    if (number === undefined)
      throw new Error(`${spec.name}: ${definition.name} is no number: ${definition.expression}`);
    found.set(definition.name, Number(number));
  }
  return found;
}
