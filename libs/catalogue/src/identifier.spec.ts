import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readIdentifier, type IdentifierScheme } from './identifier.ts';

const valueOf = (scheme: IdentifierScheme, typed: string) => {
  const read = readIdentifier(scheme, typed);
  return 'value' in read ? read.value : read.reason;
};

/** All GTINs of a length: any digits, and the one check digit that fits, found by trying. */
const gtin = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length - 1, maxLength: length - 1 })
    .filter((digits) => digits.some((digit) => digit > 0))
    .map((digits) => {
      const fitting = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter(
        (check) => 'value' in readIdentifier('GTIN', [...digits, check].join('')),
      );
      return { stem: digits.join(''), fitting };
    });
const anyGtin = fc.oneof(...[8, 12, 13, 14].map(gtin));

describe('a GTIN', () => {
  it.each([
    ['4006381333931', '04006381333931'],
    ['614141999996', '00614141999996'],
    ['96385074', '00000096385074'],
    ['10614141543219', '10614141543219'],
    ['4 006381-333931', '04006381333931'],
    ['４００６３８１３３３９３１', '04006381333931'],
  ])('%s is kept as the 14 digits %s', (typed, kept) => {
    expect(valueOf('GTIN', typed)).toBe(kept);
  });

  it('has exactly one check digit that fits', () => {
    fc.assert(fc.property(anyGtin, ({ fitting }) => fitting.length === 1));
  });

  it('is refused after any change of any single digit', () => {
    fc.assert(
      fc.property(anyGtin, fc.nat(13), fc.integer({ min: 1, max: 9 }), ({ stem, fitting }, at, by) => {
        const digits = `${stem}${fitting[0]}`;
        const place = at % digits.length;
        const changed = digits.slice(0, place) + ((Number(digits[place]) + by) % 10) + digits.slice(place + 1);
        return (
          valueOf('GTIN', changed) === (/^0+$/.test(changed) ? 'catalogue.gtin_digits' : 'catalogue.gtin_check_digit')
        );
      }),
    );
  });

  it.each(['', '400638133393', '40063813339', '400638133393a', '00000000', '400638133393100'])(
    '"%s" is refused',
    (typed) => {
      expect(valueOf('GTIN', typed)).toMatch(/^catalogue\.gtin_/);
    },
  );
});

describe('other identifiers', () => {
  it('a JMDN code has 8 digits', () => {
    expect(valueOf('JMDN', '37971000')).toBe('37971000');
    expect(valueOf('JMDN', ' 3797 1000 ')).toBe('37971000');
    expect(valueOf('JMDN', '3797100')).toBe('catalogue.jmdn_digits');
    expect(valueOf('JMDN', '3797100A')).toBe('catalogue.jmdn_digits');
  });

  it('an approval number is one however it is typed', () => {
    expect(valueOf('APPROVAL_NUMBER', '22500bzx00123000')).toBe('22500BZX00123000');
    expect(valueOf('APPROVAL_NUMBER', '２２５００ＢＺＸ－００１２３０００')).toBe('22500BZX00123000');
    expect(valueOf('APPROVAL_NUMBER', '(61B)第1234号')).toBe('(61B)第1234号');
    expect(valueOf('APPROVAL_NUMBER', 'BZX')).toBe('catalogue.approval_number');
    expect(valueOf('APPROVAL_NUMBER', '22500BZX<script>')).toBe('catalogue.approval_number');
  });

  it("a vendor's own code stays as the vendor writes it", () => {
    expect(valueOf('VENDOR', ' Mx-300/a ')).toBe('Mx-300/a');
  });
});
