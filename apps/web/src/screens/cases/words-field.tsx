import { Textarea } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';

const LONGEST_WORDS = 20_000;

interface WordsFieldProps {
  label: string;
  /** What a form gives the field: `form.getInputProps('words')`. */
  field: GetInputPropsReturnType;
  description?: string;
}

/** Plain text over several lines. */
export const WordsField = ({ label, field, description }: WordsFieldProps) => (
  <Textarea label={label} description={description} autosize minRows={4} maxLength={LONGEST_WORDS} {...field} />
);
