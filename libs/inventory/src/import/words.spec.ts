import { describe, expect, it } from '@jest/globals';
import { wordsIn as wordsOfPages } from '../../../../test/support/words.ts';
import { ASSET_STATUSES } from '../asset.entity.ts';
import { TABLE_LANGUAGES, valueOf } from './words.ts';

describe('what a table says of where a device stands', () => {
  it.each(TABLE_LANGUAGES)('is read as the portal writes it (%s)', (language) => {
    const say = wordsOfPages(language);
    const read = ASSET_STATUSES.map((status) => valueOf('STATUS', say(`terms:AssetStatus.${status}`)));
    expect(read).toEqual(ASSET_STATUSES);
  });
});
