import { bestShared, languagesOf } from './languages.js';

const en = (fluency: 'basic' | 'working' | 'fluent' | 'native', tag = 'en') => ({ tag, fluency });

describe('languages', () => {
  it('are the same whatever their region, the best entry counts', () =>
    expect([...languagesOf([en('basic', 'en-GB'), en('fluent', 'EN_us')])]).toEqual([['en', 2]]));

  it('are shared at the lesser fluency of the two, best first', () => {
    const a = languagesOf([en('native'), { tag: 'de', fluency: 'working' }]);
    expect(bestShared(a, languagesOf([en('basic'), { tag: 'de', fluency: 'fluent' }]))).toEqual({ language: 'de', rank: 1 });
    expect(bestShared(a, languagesOf([en('working'), { tag: 'de', fluency: 'native' }]))).toEqual({ language: 'de', rank: 1 });
    expect(bestShared(a, languagesOf([{ tag: 'fr', fluency: 'native' }]))).toBeNull();
    expect(bestShared(a, languagesOf([]))).toBeNull();
  });
});
