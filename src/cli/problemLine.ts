import type { Diagnostic } from '../engine/text/index.ts';
import { fileName } from './textGiven.ts';

/** A problem of a file as compilers write it, which editors and CI know how to read: "checks.txt:3:9: error: Unknown answer alow. Replace with allow." */
export function problemLine(file: string, { severity, message, hint, span }: Diagnostic): string {
  const name = fileName(file);
  const place = span ? `${name}:${span.line}:${span.column}` : name;
  return `${place}: ${severity}: ${message}${hint ? ` ${hint}` : ''}`;
}
