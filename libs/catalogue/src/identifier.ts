/** What a product is known by. A GTIN and an approval number name one product anywhere. */
export const IDENTIFIER_SCHEMES = ['GTIN', 'JMDN', 'APPROVAL_NUMBER', 'VENDOR'] as const;
export type IdentifierScheme = (typeof IDENTIFIER_SCHEMES)[number];

/** The one way in which an identifier is kept, or why what was typed is none. */
export type ReadIdentifier = { value: string } | { reason: string; message: string };

/** Reads an identifier as people type it: in full-width digits, with spaces, with hyphens. */
export function readIdentifier(scheme: IdentifierScheme, typed: string): ReadIdentifier {
  switch (scheme) {
    case 'GTIN':
      return readGtin(squeezed(typed));
    case 'JMDN':
      return /^\d{8}$/.test(squeezed(typed))
        ? { value: squeezed(typed) }
        : { reason: 'catalogue.jmdn_digits', message: 'A JMDN code has 8 digits.' };
    case 'APPROVAL_NUMBER':
      return readApprovalNumber(squeezed(typed).toUpperCase());
    case 'VENDOR':
      return { value: typed.trim() };
  }
}

const squeezed = (typed: string): string => typed.normalize('NFKC').replace(/[\s\p{Pd}]/gu, '');

/** GTIN-8, -12, -13 and -14 are one number: the shorter ones are kept with zeros before them (GS1 General Specifications). */
function readGtin(digits: string): ReadIdentifier {
  if (!/^(\d{8}|\d{12,14})$/.test(digits) || /^0+$/.test(digits)) {
    return { reason: 'catalogue.gtin_digits', message: 'A GTIN has 8, 12, 13 or 14 digits.' };
  }
  const value = digits.padStart(14, '0');
  if (checkDigit(value.slice(0, -1)) !== Number(value.at(-1))) {
    return {
      reason: 'catalogue.gtin_check_digit',
      message: 'The check digit does not fit: one of the digits is wrong.',
    };
  }
  return { value };
}

/** From the right the digits weigh 3, 1, 3, 1, …; the check digit completes their sum to a multiple of ten. */
function checkDigit(digits: string): number {
  const sum = [...digits].toReversed().reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10;
}

/** 承認, 認証 and 届出 numbers, of today (22500BZX00123000) and of old (21300BZY第123号): letters and digits. */
const readApprovalNumber = (value: string): ReadIdentifier =>
  /^[\p{L}\p{N}()]{5,40}$/u.test(value) && /\d/.test(value)
    ? { value }
    : {
        reason: 'catalogue.approval_number',
        message: 'An approval number has 5 to 40 letters and digits, like 22500BZX00123000.',
      };

/** The search words as each scheme would write them. */
export function writingsOf(search: string): string[] {
  const read = IDENTIFIER_SCHEMES.map((scheme) => readIdentifier(scheme, search));
  return read.flatMap((one) => ('value' in one ? [one.value] : []));
}
