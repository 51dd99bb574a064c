import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkWrite, parseIdMap, type Writer } from '../../../../src/engine/idmap/index.ts';
import { checkSetgroups } from '../../../../src/engine/idmap/kernel/checkSetgroups.ts';
import { readExtents } from '../../../../src/engine/idmap/kernel/parseIdMap.ts';
import type { WriterProcess } from '../../../../src/engine/idmap/kernel/Writer.ts';
import { runs } from '../../../seed.ts';
import { arbitraryMap } from '../arbitraryMap.ts';
import { short } from '../extents.ts';

const often = { numRuns: runs(500) };
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9 \t\n\r\0:#a-]{0,40}$/));
const capabilities = fc.subarray(['CAP_SETUID', 'CAP_SETGID', 'CAP_SETFCAP', 'CAP_SYS_ADMIN']);
const anyProcess: fc.Arbitrary<WriterProcess> = fc.record(
  {
    namespace: fc.constantFrom('parent' as const, 'inside' as const, 'above' as const, 'beside' as const),
    capabilities,
    id: fc.nat(5),
    owner: fc.boolean(),
  },
  { requiredKeys: [] },
);
const anyWriter: fc.Arbitrary<Writer> = fc
  .tuple(
    anyProcess,
    fc.record(
      {
        kind: fc.constantFrom('uid' as const, 'gid' as const),
        opener: anyProcess,
        parentMap: arbitraryMap(4),
        setgroups: fc.constantFrom('allow' as const, 'deny' as const),
        parentCouldSetfcap: fc.boolean(),
        written: fc.boolean(),
        offset: fc.nat(2),
        kernel: fc.constantFrom('3.10', '4.14', '5.11', '6.12', 'x'),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([process, more]) => ({ ...process, ...more }));

function holds(name: string, property: fc.IRawProperty<unknown>) {
  test(name, () => fc.assert(property, often));
}

const written = (map: Parameters<typeof short>[0]) => (short(map) ?? '').replaceAll(', ', '\n').replaceAll(':', ' ');

describe('laws of writing a map', () => {
  holds(
    'the kernel takes every map that overlaps nowhere, and shows what was written',
    fc.property(arbitraryMap(5), (map) => {
      const outcome = checkWrite(written(map));
      return outcome.ok && short(outcome.map) === short(map);
    }),
  );

  holds(
    'whoever has fewer capabilities is allowed no more',
    fc.property(arbitraryMap(3), anyWriter, capabilities, (map, writer, kept) => {
      const fewer = (writer.capabilities ?? kept).filter((capability) => kept.includes(capability));
      const text = written(map);
      return checkWrite(text, writer).ok || !checkWrite(text, { ...writer, capabilities: fewer }).ok;
    }),
  );

  holds(
    'an opener who could have written alone changes nothing for a writer with the same credentials',
    fc.property(arbitraryMap(3), anyWriter, anyProcess, (map, writer, process) => {
      const text = written(map);
      const { opener: _, capabilities: __, namespace: ___, id: ____, owner: _____, ...file } = writer;
      const alone = checkWrite(text, { ...file, ...process });
      const both = checkWrite(text, { ...file, ...process, opener: process });
      return JSON.stringify(alone) === JSON.stringify(both);
    }),
  );
});

describe('no text throws', () => {
  holds(
    'a refusal has an error that says why, and a value means that root could write it',
    fc.property(anyText, anyWriter, (text, writer) => {
      const outcome = checkWrite(text, writer);
      const explained = outcome.ok || outcome.diagnostics.some(({ code }) => code === outcome.rule);
      return explained && (parseIdMap(text).value !== undefined) === checkWrite(text).ok;
    }),
  );

  holds(
    'every span lies in the text',
    fc.property(anyText, (text) =>
      readExtents(text).diagnostics.every(({ span }) => !span || (span.start <= span.end && span.end <= text.length)),
    ),
  );

  holds(
    'setgroups answers any text',
    fc.property(anyText, anyProcess, (text, process) => {
      const outcome = checkSetgroups(text, process);
      return outcome.ok ? text.startsWith(outcome.setgroups) : outcome.diagnostics.length > 0;
    }),
  );

  test.each(['0 1 1\n', 'deny ', '0', '\0'])('a megabyte of %j', (piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    expect(checkWrite(text)).toMatchObject({ ok: false, errno: 'EINVAL', rule: 'idmap-too-large' });
    expect(checkSetgroups(text)).toMatchObject({ ok: false, errno: 'EINVAL', rule: 'setgroups-too-long' });
  });
});
