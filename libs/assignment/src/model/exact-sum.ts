/** Whole numbers of up to 2⁵² added exactly; BigInt, which is slow, only where a double would not do. */
export class ExactSum {
  private high = 0n;
  private low = 0;

  add(value: number): void {
    this.low += value;
    if (this.low < 2 ** 52) return;
    this.high += BigInt(this.low);
    this.low = 0;
  }

  get value(): bigint {
    return this.high + BigInt(this.low);
  }
}
