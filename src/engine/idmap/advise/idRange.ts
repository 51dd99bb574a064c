/** `count` ids from `first` up, in words: "ID 5000", "5000 to 14999". */
export function idRange(first: number, count: number): string {
  return count === 1 ? `ID ${first}` : `${first} to ${first + count - 1}`;
}
