import { registerEnumType } from '@nestjs/graphql';

/** A GraphQL enum whose every value says what it means. */
export function enumeration<Word extends string>(
  name: string,
  description: string,
  meanings: Record<Word, string>,
): { readonly [W in Word]: W } {
  const words = Object.keys(meanings) as Word[];
  const values = Object.fromEntries(words.map((word) => [word, word])) as { [W in Word]: W };
  const valuesMap = Object.fromEntries(words.map((word) => [word, { description: meanings[word] }]));
  registerEnumType(values, { name, description, valuesMap: valuesMap as { [W in Word]: { description: string } } });
  return values;
}
