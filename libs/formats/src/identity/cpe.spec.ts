import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cpeBase, cpeFits, cpeVersion, formatCpe, readCpe, readCpeQuery } from './cpe.ts';
import { isRefusal } from './refusal.ts';

const formatted = (text: string) => {
  const cpe = readCpe(text);
  return cpe && formatCpe(cpe);
};

describe('a CPE', () => {
  it('is read from a formatted string of 2.3 and a URI of 2.2 alike', () => {
    for (const [text, expected] of [
      ['cpe:2.3:a:Apache:Log4j:2.14.1:*:*:*:*:*:*:*', 'cpe:2.3:a:apache:log4j:2.14.1:*:*:*:*:*:*:*'],
      ['cpe:/a:apache:log4j:2.14.1', 'cpe:2.3:a:apache:log4j:2.14.1:*:*:*:*:*:*:*'],
      ['cpe:/a:apache:log4j::sp1', 'cpe:2.3:a:apache:log4j:*:sp1:*:*:*:*:*:*'],
      ['cpe:/h:vendor:mx40:-', 'cpe:2.3:h:vendor:mx40:-:*:*:*:*:*:*:*'],
      ['cpe:/a:hp:insight:7.4:-:~~online~win2003~x64~', 'cpe:2.3:a:hp:insight:7.4:-:*:*:online:win2003:x64:*'],
      ['cpe:/a:ms:ie:8.%02:sp%01', 'cpe:2.3:a:ms:ie:8.*:sp?:*:*:*:*:*:*'],
      [' cpe:2.3:o:vendor:product ', 'cpe:2.3:o:vendor:product:*:*:*:*:*:*:*:*'],
    ] as const) {
      expect([text, formatted(text)]).toEqual([text, expected]);
    }
  });

  it('keeps quoted characters apart from separators and wildcards, however they are written', () => {
    expect(formatted('cpe:2.3:a:notepad\\+\\+:x\\:y:1')).toBe(formatted('cpe:/a:notepad%2b%2b:x%3ay:1'));
    expect(cpeBase('cpe:2.3:a:c++:lib\\-c:1')).toBe('a:c\\+\\+:lib-c');
    expect(formatted('cpe:2.3:a:v:p:1\\*')).toBe('cpe:2.3:a:v:p:1\\*:*:*:*:*:*:*:*');
    expect(formatted('cpe:2.3:a:v:p:\\-')).not.toBe(formatted('cpe:2.3:a:v:p:-'));
  });

  it('is no CPE when it has another part, too many values or a lone backslash', () => {
    for (const text of [
      '',
      'cpe',
      'cpe:2.3:',
      'cpe:2.3:x:v:p',
      'cpe:/',
      'cpe:2.3:a:1:2:3:4:5:6:7:8:9:10:11',
      'cpe:2.3:a:v\\',
      `cpe:2.3:a:${'v'.repeat(2_000)}`,
    ]) {
      const known = text === 'cpe:2.3:' || text === 'cpe:/' ? cpeBase(text) : formatted(text);
      expect([text, known]).toEqual([text, null]);
    }
  });

  it('has a base when it names part, vendor and product, and a version when it names one', () => {
    expect(cpeBase('cpe:/a:Apache:Log4j:2.14.1')).toBe('a:apache:log4j');
    for (const open of [
      'cpe:2.3:a:*:log4j',
      'cpe:2.3:a:apache',
      'cpe:2.3:a:apache:log4?',
      'cpe:2.3:*:v:p',
      'cpe:2.3:a:-:p',
    ]) {
      expect([open, cpeBase(open)]).toEqual([open, null]);
    }
    expect(cpeVersion('cpe:2.3:a:v:p:1.0.2:sp1')).toBe('1.0.2 sp1');
    expect(cpeVersion('cpe:2.3:a:v:p:1.0\\+b:*')).toBe('1.0+b');
    for (const without of ['cpe:2.3:a:v:p', 'cpe:2.3:a:v:p:-', 'none']) expect(cpeVersion(without)).toBeNull();
  });

  it('is read again from what was written, and nothing throws, for any text', () => {
    const pieces = fc.array(
      fc.constantFrom(
        'a',
        'B',
        ':',
        '\\',
        '\\:',
        '*',
        '?',
        '-',
        '.',
        '+',
        '%',
        '%01',
        '%02',
        '%3a',
        '~',
        '器',
        '😀',
        ' ',
      ),
      { maxLength: 14 },
    );
    fc.assert(
      fc.property(fc.constantFrom('cpe:2.3:a:', 'cpe:/a:', 'cpe:2.3:', 'cpe:/'), pieces, (start, parts) => {
        const text = start + parts.join('');
        const cpe = readCpe(text);
        cpeBase(text);
        cpeVersion(text);
        if (cpe === null) return;
        expect(readCpe(formatCpe(cpe))).toEqual(cpe);
        expect(cpeFits(cpe, cpe)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a CPE that somebody looks for', () => {
  const fits = (query: string, component: string) => {
    const [asked, found] = [readCpe(query), readCpe(component)];
    return asked && found && cpeFits(asked, found);
  };

  it('fits a component in all that it names', () => {
    const component = 'cpe:2.3:a:v:p:2.3.0:sp1';
    for (const query of [
      'cpe:2.3:a:v:p',
      'cpe:/a:v:p:2.3.0',
      'cpe:2.3:a:v:p:2.3',
      'cpe:2.3:a:v:p:2.*',
      'cpe:2.3:a:v:p:2.3.?',
      'cpe:2.3:a:v:p:*3*',
      'cpe:2.3:a:v:p:??????',
      'cpe:2.3:a:v:p:*:sp1',
    ]) {
      expect([query, fits(query, component)]).toEqual([query, true]);
    }
    for (const query of [
      'cpe:2.3:a:v:q',
      'cpe:2.3:o:v:p',
      'cpe:2.3:a:v:p:2.4',
      'cpe:2.3:a:v:p:1.*',
      'cpe:2.3:a:v:p:2.?',
      'cpe:2.3:a:v:p:???',
      'cpe:2.3:a:v:p:-',
      'cpe:2.3:a:v:p:2.3:sp2',
    ]) {
      expect([query, fits(query, component)]).toEqual([query, false]);
    }
  });

  it('cannot be told of a component that leaves open what is asked', () => {
    expect(fits('cpe:2.3:a:v:p:2.3', 'cpe:2.3:a:v:p')).toBeNull();
    expect(fits('cpe:2.3:a:v:p:2.3:sp2', 'cpe:2.3:a:v:p:*:sp1')).toBe(false);
    expect(fits('cpe:2.3:a:v:p:2.3', 'cpe:2.3:a:v:p:-')).toBe(false);
  });

  it('is refused with advice when it is none, or leaves open what the index is kept by', () => {
    for (const text of ['log4j', 'cpe:2.3:a:*:log4j', 'cpe:/a:apache']) {
      expect(readCpeQuery(text)).toMatchObject({
        refused: expect.any(String),
        advice: expect.stringContaining('cpe:2.3:'),
      });
    }
    const query = readCpeQuery('cpe:/a:Apache:Log4j');
    expect(isRefusal(query) ? null : query.base).toBe('a:apache:log4j');
  });
});
