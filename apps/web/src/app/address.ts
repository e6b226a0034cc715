/** What the address bar says is somebody's typing: what does not fit is left out, never an error. */
const LONGEST = 500;

export const textOf = (value: unknown): string | undefined => {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text !== '' ? text.slice(0, LONGEST) : undefined;
};

export const choiceOf = <Choice extends string>(value: unknown, choices: readonly Choice[]): Choice | undefined =>
  choices.find((choice) => choice === value);

export const flagOf = (value: unknown): true | undefined => (value === true || value === 'true' ? true : undefined);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const idOf = (value: unknown): string | undefined =>
  typeof value === 'string' && UUID.test(value) ? value : undefined;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
export const dayOf = (value: unknown): string | undefined =>
  typeof value === 'string' && DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;

/** Leaves out what is undefined: an address names only the filters that are set. */
export function given<Filters extends Record<string, unknown>>(
  filters: Filters,
): { [Key in keyof Filters]?: Filters[Key] | undefined } {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as never;
}
