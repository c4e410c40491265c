/** A mean that stays NaN until it has something to average. */
export class Mean {
  private sum = 0;
  private count = 0;
  add(value: number): void {
    if (value !== value) return;
    this.sum += value;
    this.count++;
  }
  get value(): number {
    return this.count === 0 ? NaN : this.sum / this.count;
  }
}
