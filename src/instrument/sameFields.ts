/** Whether two objects of plain data say the same, all the way down. */
export function sameFields(a: object, b: object): boolean {
  const fields = Object.entries(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    fields.length === Object.keys(b).length &&
    fields.every(([name, value]) => name in b && sameValue(value, Reflect.get(b, name)))
  );
}

function sameValue(a: unknown, b: unknown): boolean {
  return a === b || (isObject(a) && isObject(b) && sameFields(a, b));
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
