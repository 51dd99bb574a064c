import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONSTANT_SETS, type SetSpec } from '../constantSets.ts';
import { cValues } from '../cValues.ts';
import { formatTable } from '../formatTable.ts';
import { kernelHeaders, kernelInclude } from '../kernelHeaders.ts';
import { stampOf } from '../stamp.ts';
import type { Table } from '../Table.ts';

type Values = Map<string, number>;

/** The kernel's names for the two architectures whose constants can differ here. */
const ARCHITECTURES = ['x86', 'arm64'] as const;

/**
 * The names that calls are asked with, from the uapi headers and, for socket families, socket types and umount flags, the kernel's own. `values`
 * are those of x86 and arm64 alike; a name that one of them lacks or has another value for stands under the architecture.
 */
export const constants: Table = {
  name: 'constants',
  files: ['constants.json'],
  wishes: ['linux-libc-dev', kernelHeaders],
  make(packages) {
    const uapi = packages('linux-libc-dev');
    const kernel = packages(kernelHeaders.key);
    const sets = CONSTANT_SETS.map((spec) => {
      const [x86, arm64] = ARCHITECTURES.map((architecture) => {
        const texts = spec.headers.map((header) => readHeader(header, architecture, uapi.root, kernelInclude(kernel)));
        return valuesOf(spec, texts);
      }) as [Values, Values];
      const isCommon = ([name, value]: [string, number]) => x86.get(name) === value && arm64.get(name) === value;
      const only = (values: Values) => Object.fromEntries([...values].filter((entry) => !isCommon(entry)));
      return [
        spec.name,
        {
          kind: spec.kind,
          field: spec.field?.mask ?? 0,
          values: Object.fromEntries([...x86].filter(isCommon)),
          x86: only(x86),
          arm64: only(arm64),
        },
      ] as const;
    });
    return [formatTable({ stamp: stampOf('constants', [uapi, kernel]), sets: Object.fromEntries(sets) }, 4)];
  },
};

/** The text of a header; empty for an `asm/` header that the architecture doesn't have. */
function readHeader(header: string, architecture: string, uapi: string, kernel: string): string {
  if (header.startsWith('kernel:')) return readFileSync(join(kernel, header.slice('kernel:'.length)), 'utf8');
  if (!header.startsWith('asm/')) return readFileSync(join(uapi, 'usr/include', header), 'utf8');
  const path = join(uapi, 'usr/lib/linux/uapi', architecture, header);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function valuesOf(spec: SetSpec, headers: readonly string[]): Values {
  const { definitions, value } = cValues(headers);
  if (spec.field !== undefined) {
    const mask = value(spec.field.constant);
    const isMask =
      mask === BigInt(spec.field.mask) || (mask !== undefined && (mask & 0xffn) === BigInt(spec.field.mask));
    if (!isMask) throw new Error(`${spec.name}: ${spec.field.constant} is ${mask}, not ${spec.field.mask}`);
  }
  const found: Values = new Map();
  for (const definition of definitions) {
    if (!spec.names.test(definition.name) || (spec.enum !== undefined && definition.enum !== spec.enum)) continue;
    const number = value(definition.name);
    if (number === undefined)
      throw new Error(`${spec.name}: ${definition.name} is no number: ${definition.expression}`);
    found.set(definition.name, Number(number));
  }
  return found;
}
