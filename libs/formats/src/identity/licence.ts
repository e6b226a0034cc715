import { normalisedName } from './name.ts';

/** A licence as the index holds it: SPDX ids are the same in any case, names as any name. */
export function licenceKey(licence: string): string {
  return normalisedName(licence);
}

const MAX_EXPRESSION = 10_000;

/**
 * The licences that an SPDX expression names, each once, without exceptions and the `+` for later versions:
 * `MIT OR Apache-2.0` gives both, `GPL-2.0-or-later WITH Classpath-exception-2.0` the first. Whatever is no expression is
 * the name of one licence: `Apache License 2.0`.
 */
export function licenceIds(licence: string): string[] {
  const name = licence.replace(/\s+/g, ' ').trim();
  if (name === '') return [];
  return (name.length <= MAX_EXPRESSION ? idsOfExpression(name) : null) ?? [name];
}

const ID = /^(?:DocumentRef-[a-z0-9.-]+:)?[a-z0-9.-]+\+?$/i;
const OPERATOR = /^(?:and|or)$/i;
const WITH = /^with$/i;

/** null when it is no expression. Whether an id is one of SPDX's list does not matter: lists grow. */
function idsOfExpression(text: string): string[] | null {
  const ids = new Set<string>();
  let depth = 0;
  let expected: 'id' | 'exception' | 'operator' = 'id';
  for (const token of text.match(/[()]|[^\s()]+/g) ?? []) {
    if (token === '(' || token === ')') {
      depth += token === '(' ? 1 : -1;
      if (depth < 0 || expected !== (token === '(' ? 'id' : 'operator')) return null;
    } else if (expected === 'operator') {
      if (!OPERATOR.test(token) && !WITH.test(token)) return null;
      expected = WITH.test(token) ? 'exception' : 'id';
    } else {
      if (!ID.test(token) || OPERATOR.test(token) || WITH.test(token)) return null;
      if (expected === 'id') ids.add(token.replace(/\+$/, ''));
      expected = 'operator';
    }
  }
  return depth === 0 && expected === 'operator' ? [...ids] : null;
}
