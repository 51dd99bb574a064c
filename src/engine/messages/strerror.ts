/** What strerror(3) says for the errno values that this site explains most, as glibc 2.41's catalogues translate it (libc.mo). */
const TRANSLATED: readonly (readonly [english: string, ...others: string[]])[] = [
  [
    'Operation not permitted',
    'Die Operation ist nicht erlaubt',
    'Opération non permise',
    'Operación no permitida',
    'Operazione non permessa',
    'Operação não permitida',
    'Actie is niet toegestaan',
    'Operacja niedozwolona',
    'Операция не позволена',
  ],
  [
    'Permission denied',
    'Keine Berechtigung',
    'Permission non accordée',
    'Permiso denegado',
    'Permesso negato',
    'Permissão negada',
    'Permissão recusada',
    'Toegang geweigerd',
    'Brak dostępu',
    'Отказано в доступе',
  ],
  [
    'Invalid argument',
    'Das Argument ist ungültig',
    'Argument invalide',
    'Argumento inválido',
    'Argomento non valido',
    'Ongeldig argument',
    'Zły argument',
    'Недопустимый аргумент',
  ],
];

const ENGLISH = new Map(TRANSLATED.flatMap(([english, ...others]) => others.map((other) => [other, english] as const)));
const ANY = new RegExp([...ENGLISH.keys()].join('|'), 'g');

/** The text with the errno's words in English, whichever of those languages the program spoke. */
export function inEnglish(text: string): string {
  return text.replace(ANY, (words) => ENGLISH.get(words) ?? words);
}
