import type { Diagnostic } from '../engine/text/index.ts';

/** A problem of a file as compilers write it, which editors and CI know how to read: "checks.txt:3:9: error: Unknown answer alow. Replace with allow." */
export function problemLine(file: string, { severity, message, hint, span }: Diagnostic): string {
  const place = span ? `${file}:${span.line}:${span.column}` : file;
  return `${place}: ${severity}: ${message}${hint ? ` ${hint}` : ''}`;
}
