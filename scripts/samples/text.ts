/** Numbers and delimited text as the three systems write them; no locale functions, so no surprises. */
const group = (digits: string, mark: string): string => digits.replace(/\B(?=(\d{3})+$)/g, mark);

function amount(cents: number, mark: string, point: string): string {
  const text = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${group(text.slice(0, -2), mark)}${point}${text.slice(-2)}`;
}

/** 1234.50 */
export const plainAmount = (cents: number): string => amount(cents, '', '.');
/** 1,234.50 */
export const commaAmount = (cents: number): string => amount(cents, ',', '.');
/** 1.234,50 */
export const germanAmount = (cents: number): string => amount(cents, '.', ',');
/** 12.3450 from ten-thousandths. */
export function price(ten4: number): string {
  const text = String(ten4).padStart(5, '0');
  return `${text.slice(0, -4)}.${text.slice(-4)}`;
}

/** One record; a cell is quoted only where it must be. */
export function record(cells: readonly (string | number)[], delimiter: string): string {
  return cells
    .map((cell) => {
      const text = String(cell);
      return text.includes(delimiter) || text.includes('"') || text.includes('\n')
        ? `"${text.replaceAll('"', '""')}"`
        : text;
    })
    .join(delimiter);
}

export const crlf = (records: readonly string[]): string => `${records.join('\r\n')}\r\n`;
