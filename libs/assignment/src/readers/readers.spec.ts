import fc from 'fast-check';
import { AssignmentError } from '../errors.js';
import { solve } from '../solve.js';
import { randomFile, saidBy } from '../testing/problem-files.js';
import { random } from '../testing/random-problem.js';
import type { FileProblem } from './file-problem.js';
import { readProblem } from './read-problem.js';

async function leastCost(file: FileProblem): Promise<bigint> {
  const { pairs, total } = await solve(file.problem, { workers: 0 });
  return BigInt(file.costTop!) * BigInt(pairs.length) - total;
}

function messageOf(text: string, name?: string): string {
  try {
    readProblem(text, name);
  } catch (error) {
    expect(error).toBeInstanceOf(AssignmentError);
    return (error as Error).message;
  }
  return 'accepted';
}

describe('reading problem files', () => {
  it('reads OR-Library assign, numbers broken over lines, and finds the least cost with everybody matched', async () => {
    const file = readProblem(' 3\n 4 2\n 8 4 3\n 7 3 1 6\n');
    expect(file).toMatchObject({ format: 'or-library', problem: { rows: 3, columns: 3 } });
    expect(await leastCost(file)).toBe(12n);
  });

  it('reads OR-Library assignp', async () => {
    const file = readProblem('3\n1 1 4\n1 2 2\n2 2 3\n3 2 1\n3 3 6\n', '/data/assignp3.txt');
    expect(file.format).toBe('or-library-sparse');
    expect(await leastCost(file)).toBe(13n);
    expect(readProblem('3\n1 1 4\n2 2 4\n3 3 4\n', 'assignp3.txt').format).toBe('or-library-sparse');
    expect(readProblem('3\n1 1 4\n2 2 4\n3 3 4\n').format).toBe('or-library');
  });

  it('reads DIMACS files with sources among the nodes, negative costs included', async () => {
    const file = readProblem('c two sources\np asn 4 3\nn 2\nn 4\na 2 1 5\na 2 3 -7\na 4 3 2\n');
    expect(file).toMatchObject({ format: 'dimacs', rowNames: ['2', '4'], columnNames: ['1', '3'] });
    expect(await leastCost(file)).toBe(7n);
  });

  it('reads CSV with a BOM, CRLF, quotes, semicolons and capacities', async () => {
    const file = readProblem('\uFEFFMentor;Score;mentee;capacity\r\n"Ng; ""Z"" A";900000;Leo;2\r\n"Ng; ""Z"" A";100;Mia;\r\n');
    expect(file).toMatchObject({ format: 'csv', columnNames: ['Ng; "Z" A'], rowNames: ['Leo', 'Mia'], problem: { capacities: [2] } });
    expect((await solve(file.problem)).total).toBe(900_100n);
  });

  it.each([
    ['CRLF', '3\r\n4 2 8\r\n4 3 7\r\n3 1 6\r\n'],
    ['CR alone', '3\r4 2 8\r4 3 7\r3 1 6'],
    ['tabs, blank lines, comments, a BOM', '\uFEFF# made by hand\n\n\t3\n\n4\t2 8\n # rows 2 and 3\n4 3 7 3\n1 6  \n\n'],
    ['signs and zero fractions', '3\n+4 2.0 8\n4 3. 7\n3 1 6'],
  ])('does not mind %s', async (_name, text) => expect(await leastCost(readProblem(text))).toBe(12n));

  it('takes indices from 0 where a 0 is among them, and says so', async () => {
    const file = readProblem('3\n0 0 4\n0 1 2\n1 1 3\n2 1 1\n2 2 6\n');
    expect(file).toMatchObject({ rowNames: ['0', '1', '2'], notes: ['rows and columns count from 0'] });
    expect(await leastCost(file)).toBe(13n);
  });

  it('tells triples from a matrix of as many numbers', () => {
    const triples = Array.from({ length: 12 }, (_, k) => `${1 + (k % 6)} ${1 + ((k * 5 + (k > 5 ? 1 : 0)) % 6)} ${k}`);
    expect(readProblem(`6\n${triples.join('\n')}\n`).format).toBe('or-library-sparse');
    expect(readProblem(`6\n${triples.join('\n')}\n`, 'assign6.txt').format).toBe('or-library');
    expect(readProblem(`6\n${Array.from({ length: 36 }, (_, k) => (k * 7) % 11).join(' ')}\n`).format).toBe('or-library');
    // Small costs can look like twelve different pairs.
    const matrix = triples.join(' ').replaceAll('0', '6').split(' ').map((_, k, all) => all.slice(6 * k, 6 * k + 6).join(' '));
    expect(readProblem(`6\n${matrix.slice(0, 6).join('\n')}\n`).format).toBe('or-library');
    expect(readProblem(`6 ${matrix.slice(0, 6).join('\n')}\n`).format).toBe('or-library');
  });

  it('keeps costs that span more than the usual scores', async () => {
    expect(await leastCost(readProblem('2\n-400000000 7\n5 500000000\n'))).toBe(12n);
    expect(await leastCost(readProblem('2\n-400000000 7\n500000000 5\n'))).toBe(-399_999_995n);
  });

  it('takes the least cost of a pair that is stated more than once, and says so', async () => {
    const file = readProblem('3\n1 1 6\n2 2 1\n1 1 5\n3 3 2\n1 2 9\n');
    expect(file).toMatchObject({ allowed: 4, notes: ['pairs stated more than once: 1 times; the best cost of each counts'] });
    expect(await leastCost(file)).toBe(8n);
    expect(await leastCost(readProblem('p asn 2 2\nn 1\na 1 2 9\na 1 2 4\n'))).toBe(4n);
  });

  it.each([
    ['names as people write them', 'Mentee ID,Mentor_id,Score,Mentor capacity\nLeo,Ann,900,2\nMia,Ann,100,\n'],
    ['tabs, and fields left out', 'mentor\tmentee\tscore\tslots\nAnn\tLeo\t900\t2\nAnn\tMia\t100\n'],
    ['capacities on lines of their own', 'mentor,mentee,score,capacity\nAnn,,,2\nAnn,Leo,900\n Ann , "Mia" ,100,,\n'],
    ['blank lines first', '\n\nmentor;mentee;score;capacity\nAnn;Leo;900;2\n\nAnn;Mia;100;2\n'],
  ])('reads a CSV with %s', async (_name, text) => {
    const file = readProblem(text);
    expect(file).toMatchObject({ rowNames: ['Leo', 'Mia'], columnNames: ['Ann'], problem: { capacities: [2] } });
    expect((await solve(file.problem)).total).toBe(1000n);
  });

  it('reads costs as gains if asked', async () => {
    const file = readProblem('2\n1 7\n5 3\n', '', { maximise: true });
    expect(file.negated).toBe(true);
    expect(await leastCost(file)).toBe(-12n);
  });

  it('takes the nodes that arcs leave for sources where a DIMACS file names none', async () => {
    const file = readProblem('c---- no n lines\r\np asn 4 3\r\na 1 3 5\r\na 1 4 1\r\na 2 4 1\r\n');
    expect(file).toMatchObject({ format: 'dimacs', rowNames: ['1', '2'] });
    expect(await leastCost(file)).toBe(6n);
  });

  it('reads a CSV without a header, and one with comments before it', async () => {
    expect((await solve(readProblem('7,1,500,2\n7,2,400,2\n').problem)).total).toBe(900n);
    expect((await solve(readProblem('# from the pilot\n\nmentor,mentee,score\nAnn,Leo,500\n').problem)).total).toBe(500n);
    expect(messageOf('# from the pilot\n\nmentor,mentee,score\nAnn,Leo,x\n')).toMatch(/^Line 4/);
  });

  it.each([
    ['', /no column|empty/],
    ['3\n1 2 3 4', /neither 3 × 3 costs nor triples/],
    ['2\n1 2\n3 x', /Line 3: A cost must be a whole number, not 'x'/],
    ['2\n1 1 5\n1 3 5\n', /Line 3: Row 1, column 3/],
    ['2\n0 1000000001\n1 1', /span/],
    ['2\n1.5 1\n1 1', /Line 2: A cost must be a whole number, not '1.5'/],
    ['3\n\n# costs\n1 2\n3 1 x', /Line 5: A cost/],
    ['2\n0 1 5\n2 2 5\n', /Line 2: Row 0, column 1/],
    ['p asn 2 1\nn 1\na 2 1 4', /Node 2 is no source/],
    ['p asn 2 2\nn 1\na 1 2 4', /announces 2 arcs and has 1/],
    ['p max 2 2', /not 'asn'/],
    ['n 1\n', /must come first/],
    ['mentor,mentee\na,b', /no column 'score'/],
    ['mentor,mentee,score\na,b,NaN', /Line 2: The score must be a whole number/],
    ['mentor,mentee,score\na,b,1000001', /not 0 to 1000000/],
    ['mentor,mentee,score\na,b,1\na,b,2', /Line 3: This pair was stated before/],
    ['mentor,mentee,score,capacity\na,b,1,1\na,c,2,2', /The capacity was 1 before/],
    ['mentor,mentee,score\n"a,b,1', /quote/],
    ['mentor,mentee,score\na,b', /2 fields; the header has 3/],
  ])('refuses %j with the line and what is wrong', (text, expected) => expect(messageOf(text)).toMatch(expected));

  it('says of every pair what the file says of it, whatever its format, blanks, line ends, comments and order', () => {
    for (let seed = 1; seed <= 3_000; seed++) {
      const { name, text, says } = randomFile(random(seed));
      expect([text, new Map([...saidBy(readProblem(text, name))].sort())]).toEqual([text, new Map([...says].sort())]);
    }
  });

  it('either reads or refuses any text, and never fails another way or hangs', () => {
    const word = fc.constantFrom('p', 'asn', 'n', 'a', 'c', '0', '1', '2', '3', '-4', '9e9', 'NaN', '20000', 'mentor', 'mentee', 'score', 'capacity', ',', ';', '"', '""', '\n', '\r\n', ' ', '\t', '\uFEFF', 'é', '\u0000');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word, { maxLength: 60 }).map((words) => words.join(' ')),
      fc.array(word, { maxLength: 60 }).map((words) => `mentor,mentee,score\n${words.join('')}`),
      fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 20 }).map((numbers) => numbers.join('\n')),
    );
    fc.assert(fc.property(text, (content) => void messageOf(content)), { numRuns: 1500 });
  });
});
