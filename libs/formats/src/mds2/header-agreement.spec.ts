import { describe, expect, it } from '@jest/globals';
import type { Mds2 } from '../document.ts';
import { type NamedProduct, headerDisagrees } from './header-agreement.ts';
import { NO_HEADER } from './header.ts';

const product: NamedProduct = {
  names: ['Acme Infusor AP-5'],
  identifiers: ['04912345678904'],
  vendorNames: ['アクメメディカル株式会社', 'Acme Medical K.K.'],
  versions: ['5.1.2'],
};
const disagreements = (header: Partial<Mds2>, change: Partial<NamedProduct> = {}) =>
  headerDisagrees({ edition: 'HN 1-2019', ...NO_HEADER, answers: [], ...header }, { ...product, ...change }).map(
    ({ severity, reason }) => `${severity} ${reason}`,
  );

describe('the maker', () => {
  it.each([
    'Acme Medical',
    'ACME MEDICAL CO., LTD.',
    'Acme Medical, Inc. (Tokyo)',
    '（株）アクメメディカル',
    'アクメメディカル',
  ])('%s is the same', (manufacturer) => {
    expect(disagreements({ manufacturer })).toEqual([]);
  });

  it.each(['Other Medical GmbH', 'Acm', '別の株式会社'])('%s is another', (manufacturer) => {
    expect(disagreements({ manufacturer })).toEqual(['WARNING formats.mds2_other_manufacturer']);
  });
});

describe('the model', () => {
  it.each([
    [['AP5']],
    [['ap-5']],
    [['AP-7', 'ＡＰ－５']],
    [['Infusor']],
    [['Acme Infusor AP-5 with stand']],
    [['Pump AP 5 (white)']],
    [['AP series']],
    [['Infusorシリーズ']],
    [['(01)04912345678904', 'x', '04912345678904']],
  ])('%j is the product', (models) => {
    expect(disagreements({ models })).toEqual([]);
  });

  it.each([[['AP-50']], [['P-5']], [['AP-7', 'AP-9']], [['BP series']]])('%j is another', (models) => {
    expect(disagreements({ models })).toEqual(['WARNING formats.mds2_other_model']);
  });

  it('may be named in the description, and in Japanese, without spaces', () => {
    expect(disagreements({ models: ['X'], deviceDescription: 'Acme Infusor AP-5' })).toEqual([]);
    expect(disagreements({ models: ['輸液ポンプ五型'] }, { names: ['アクメ輸液ポンプ五型'] })).toEqual([]);
  });
});

describe('the version', () => {
  it.each(['AP-5 v5.1.2', 'AP-5 Version 5.1', 'AP-5 Rev. 5', 'AP-5 バージョン5.1.2.0'])(
    'in %s is the same, or none',
    (model) => {
      expect(disagreements({ models: [model] })).toEqual([]);
    },
  );

  it('is not what a description calls a model', () => {
    expect(disagreements({ models: ['AP-5'], deviceDescription: 'Works with V500' })).toEqual([]);
  });

  it.each(['AP-5 v5.2', 'AP-5 version 4', 'AP-5 v5.1.2.7'])('in %s is another', (model) => {
    expect(disagreements({ models: [model] })).toEqual(['WARNING formats.mds2_other_version']);
  });
});

it('nothing disagrees with a form, or a product, that says nothing', () => {
  expect(disagreements({})).toEqual([]);
  const unnamed = { names: [], identifiers: [], vendorNames: [], versions: [] };
  expect(disagreements({ manufacturer: 'x', models: ['y v1.0'] }, unnamed)).toEqual([]);
});

it('names what disagrees, shortly', () => {
  const [finding] = headerDisagrees(
    { edition: 'HN 1-2019', ...NO_HEADER, answers: [], models: ['x'.repeat(30_000)] },
    product,
  );
  expect(finding?.detail).toMatch(
    /^The form is about "x{60}…", the product is "Acme Infusor AP-5", "04912345678904"\.$/,
  );
  expect(finding?.advice).toBeTruthy();
});
