/**
 * On paper the drawings made ahead are used, which always fit. They show all customers: with a filter set, the charts
 * that follow it are drawn again at the width of those drawings, so that no sheet mixes the two.
 */
export function startPaper(charts: { toPaper(): void; toScreen(): void }): void {
  addEventListener('beforeprint', charts.toPaper);
  addEventListener('afterprint', charts.toScreen);
}
