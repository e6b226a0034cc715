import { v7, validate } from 'uuid';

declare const brand: unique symbol;

/** A UUID that names one kind of thing: an `Id<'Site'>` is not an `Id<'Organisation'>`. */
export type Id<Kind extends string = string> = string & { readonly [brand]?: Kind };

/** A new UUIDv7: ordered by time of creation, so that keyset pages and B-trees stay compact. */
export const newId = <Kind extends string>(): Id<Kind> => v7();

export const isId = (value: string): boolean => validate(value);
