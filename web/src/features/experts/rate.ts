/** What an hour costs, as people write it: €120 an hour. A currency that nobody knows is named by its letters. */
export function rateWords(rate: number, currency: string | null): string {
  return `${amount(rate, currency)} an hour`;
}

function amount(rate: number, currency: string | null): string {
  const digits = Number.isInteger(rate) ? 0 : 2;
  const plain = rate.toLocaleString(undefined, { minimumFractionDigits: digits, maximumFractionDigits: 2 });
  if (!currency) return plain;
  try {
    return rate.toLocaleString(undefined, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      minimumFractionDigits: digits,
    });
  } catch {
    return `${plain} ${currency}`;
  }
}
