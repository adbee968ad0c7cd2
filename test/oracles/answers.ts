import { all, cells, mean, share, total, valuesOf, type Expected, type Log, type Told } from './log.js';

type Place = (personId: string) => string;
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Pairs = ReadonlyMap<string, any>;

export function answers(log: Log, place: Place, pairs: Pairs, round: number, wanted: (code: string) => boolean): Expected {
  const given = new Map(all(log, 'CheckInAnswered', 'sealed').map((a) => [`${a.checkInId}/${a.respondentId}`, a.answers]));
  const items = all(log, 'CheckInOpened', 'sealed')
    .filter((c) => c.round === round)
    .flatMap(({ checkInId, pairingId, instruments, respondents }) =>
      instruments
        .filter((i: { instrument: string }) => wanted(i.instrument))
        .flatMap((asked: { instrument: string; version: number; items: { item: string; reversed: boolean }[] }) =>
          respondents.map(({ personId, role }: { personId: string; role: string }) => {
            const own = given.get(`${checkInId}/${personId}`);
            const scores =
              own &&
              asked.items.map(({ item, reversed }) =>
                (own[item] ?? null) === null ? NaN : reversed ? 6 - own[item] : own[item],
              );
            return {
              item: { answered: own !== undefined, scores: scores?.some(Number.isNaN) ? undefined : scores },
              dimensions: [`instrument=${asked.instrument}.${asked.version};role=${role}`],
              place: place(pairs.get(pairingId).menteeId),
            };
          }),
        ),
    );
  return valuesOf(
    cells(items as { item: { answered: boolean; scores?: number[] }; dimensions: string[]; place: string }[], false),
    (own) => {
      const complete = own.flatMap(({ scores }) => (scores ? [scores] : []));
      const means = complete.map((scores) => total(scores) / scores.length);
      return {
        mean: mean(means),
        sd: deviation(means),
        alpha: alpha(complete),
        response: share(own.filter((o) => o.answered).length, own.length),
      };
    },
  );
}

function deviation(values: readonly number[]): Told {
  return [values.length < 2 ? null : Math.sqrt(covariance(values, values)), values.length];
}

/** From the matrix of covariances: k/(k − 1) · (1 − trace / sum). */
function alpha(rows: readonly (readonly number[])[]): Told {
  const k = rows[0]?.length ?? 0;
  if (rows.length < 30 || k < 3) return [null, rows.length];
  const columns = Array.from({ length: k }, (_, i) => rows.map((row) => row[i]!));
  const matrix = columns.map((a) => columns.map((b) => covariance(a, b)));
  const trace = total(matrix.map((row, i) => row[i]!));
  return [(k / (k - 1)) * (1 - trace / total(matrix.flat())), rows.length];
}

function covariance(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [total(a) / a.length, total(b) / b.length];
  return total(a.map((value, i) => (value - meanA) * (b[i]! - meanB))) / (a.length - 1);
}
