import { kafkaTables } from '@flipside/feeds/kafka/tables';
import { keepUnreadable } from '@flipside/feeds/kafka/unreadable';
import { testDatabase } from '@flipside/testing';
import { purgeHourly } from './purging.js';

describe('messages that could not be read', () => {
  it('are kept raw for 30 days, and gone after them', async () => {
    const { pool, drop } = await testDatabase();
    await pool.query(kafkaTables);
    for (const [offset, days] of [['1', 31], ['2', 29], ['3', 0]] as const) {
      const message = { key: null, value: Buffer.from('anything: Ada Lovelace'), timestamp: '0', attributes: 0, offset, headers: { odd: 'yes' } };
      await keepUnreadable(pool, { topic: 'flipside.participants.v1', partition: 0, message, error: 'SyntaxError' });
      await pool.query('update unreadable_message set received_at = now() - make_interval(days => $1) where at_offset = $2', [days, offset]);
    }
    const left = async (): Promise<readonly string[]> => {
      const { rows } = await pool.query<{ at_offset: string }>('select at_offset from unreadable_message order by at_offset');
      return rows.map(({ at_offset: offset }) => offset);
    };
    const hourly = purgeHourly(pool); // begins at once
    while ((await left()).length === 3) await new Promise((resolve) => setTimeout(resolve, 5));
    clearInterval(hourly);
    expect(await left()).toEqual(['2', '3']);
    await drop();
  });
});
