/** Records name a machine by linux/audit.h's number, tools by a word. */
const OTHER =
  /\barch=(?!c000003e\b|40000003\b)\w+|AUDIT_ARCH_(?!X86_64|I386)\w+|\b(?:aarch64|arm64|s390x?|ppc64(?:le)?|riscv64|mips\w*|loongarch64)\b/;

/** Whether a text may have calls of another machine than x86: in a page, their tables have to be loaded before it is read (`loadTables`). */
export const namesOtherMachine = (text: string): boolean => OTHER.test(text);
