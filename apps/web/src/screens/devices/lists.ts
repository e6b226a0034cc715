import { idOf, textOf } from '../../app/address.ts';

/** Several values in one part of an address, with commas between: what does not fit is left out. */
const partsOf = (value: unknown): string[] => (textOf(value) ?? '').split(',').filter((part) => part !== '');

/** `YES,NO`, of a closed list. */
export function listOf<Choice extends string>(value: unknown, choices: readonly Choice[]): string | undefined {
  return chosenOf(textOf(value), choices).join(',') || undefined;
}

export function chosenOf<Choice extends string>(list: string | undefined, choices: readonly Choice[]): Choice[] {
  const parts = partsOf(list);
  return choices.filter((choice) => parts.includes(choice));
}

const MOST_IDS = 10;

/** Up to ten ids. Longer than any other part of an address, so not cut to its length first. */
export function idsOf(value: unknown): string | undefined {
  const parts = typeof value === 'string' ? value.split(',') : [];
  const ids = new Set(parts.map(idOf).filter((id) => id !== undefined));
  return [...ids].slice(0, MOST_IDS).join(',') || undefined;
}
