import { sampleOrganisation } from '@flipside/standalone/sample/sample-organisation';
import { saidInTheDemo, Words } from './kit/words.js';

const [chief] = sampleOrganisation().people;
const { given, family, number } = chief!;
const said = 'He said “let us stop here”, and "nothing" more.';
const words = new Words([said, 'in-force', '2026-03-02']);

describe('words that lead to people', () => {
  it.each([
    ['a name', `{"msg":"hello ${given}"}`, [given]],
    ['a name and a number in a path', `GET /v1/people/${family}/${number}`, [family, number]],
    ['an address', `to=${given}.${family}.${number}@halden.example`.toLowerCase(), [number, '@halden.example']],
    ['a text as it is', `note: ${said}`, [said]],
    ['a text in JSON', JSON.stringify({ note: said }), [JSON.stringify(said).slice(1, -1)]],
    ['a number that ends a sentence', `It was ${number}.`, [number]],
  ])('are found: %s', (_, text, found) => expect(words.in(text)).toEqual(found));

  it.each([
    ['digits of an id', `1764${number}000-${number}ab`],
    ['decimals', `0.${number}`],
    ['part of another word', `${given}ly ${family}s`],
    ['a code and a day', 'in-force 2026-03-02'],
  ])('are not found in %s', (_, text) => expect(words.in(text)).toEqual([]));

  it('are those of the demo, too', async () => {
    expect(await saidInTheDemo()).toEqual(expect.arrayContaining([
      'My leader asks what others say of them.', 'The new routing rule will stop night deliveries at one site.', 'A seat at one meeting of the leadership team.',
    ]));
  });
});
