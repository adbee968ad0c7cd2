import { PageSize } from './page-size.js';

describe('the size of a page', () => {
  it('grows while pages are full and small, up to a limit', () => {
    const size = new PageSize();
    const limits = Array.from({ length: 6 }, () => after(size, size.limit, 1_000));
    expect(limits).toEqual([64, 128, 256, 500, 500, 500]);
  });

  it('shrinks to what makes about 2 MB, and after a page that was not full', () => {
    const size = new PageSize();
    for (let i = 0; i < 6; i++) after(size, size.limit, 1_000);
    expect(after(size, 500, 20_000)).toBe(104);
    expect(after(size, 104, 200_000)).toBe(32);
    for (let i = 0; i < 6; i++) after(size, size.limit, 1_000);
    expect(after(size, 3, 1_000)).toBe(32);
    expect(after(size, 0, 0)).toBe(32);
  });
});

function after(size: PageSize, events: number, each: number): number {
  size.learn({ events: Array.from({ length: events }), size: events * each } as unknown as Parameters<PageSize['learn']>[0]);
  return size.limit;
}
