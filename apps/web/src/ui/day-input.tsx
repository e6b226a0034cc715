import { TextInput, type TextInputProps } from '@mantine/core';

/** The latest day that the browser's own calendar offers; what is typed beyond it the API refuses. */
const LAST_DAY = '9999-12-31';

/** A day, by the browser's own calendar: it writes dates as the reader's system does, and gives `2027-03-31`. */
export const DayInput = (props: TextInputProps) => <TextInput type="date" max={LAST_DAY} {...props} />;

/** Midnight at the beginning of a day where the reader is, as the API takes an instant. */
export const startOfDay = (day: string): string => new Date(`${day}T00:00:00`).toISOString();
