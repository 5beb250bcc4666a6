import { statementLines } from '../../contracts/statement.ts';

export const lineIds: readonly string[] = statementLines.map((line) => line.id);

/** Amounts by statement line; null where the extracts do not carry the line. */
export type Statement = Readonly<Record<string, number | null>>;
