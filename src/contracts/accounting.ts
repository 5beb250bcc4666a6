import type { Text } from '../language/locale.ts';

/**
 * The books of the reading, kept by ingest in the schema `ingest`: one row per file, per canonical table, and per
 * row that was set aside. Held here because ingest writes them and reports and the run's record read them.
 */
export interface FileRecord {
  /** Name of the source in the pipeline file. */
  readonly source: string;
  /** Path relative to the data folder, with forward slashes. */
  readonly file: string;
  /** Canonical table the file feeds. */
  readonly table: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly encoding: string;
  /** Why that encoding: `byte order mark`, `valid UTF-8`, `declared`, ... */
  readonly encodingReason: string;
  readonly rowsRead: number;
  readonly rowsKept: number;
  readonly rowsSetAside: number;
  /** Set-aside rows by reason code. */
  readonly reasons: Readonly<Record<string, number>>;
  /** The file's own total row held against the rows kept, where it has one. */
  readonly ownTotals: readonly { column: string; stated: string; kept: string; agrees: boolean }[];
}

export interface TableRecord {
  readonly table: string;
  readonly present: boolean;
  readonly rows: number;
  /** Optional columns no source maps. */
  readonly missingColumns: readonly string[];
}

/**
 * Why a row is set aside. `harmless`: no fault of the data, so it does not count toward `max_set_aside`. Held here
 * because ingest judges by it and reports name it to readers.
 */
export const setAsideReasons = {
  empty_row: { harmless: true, label: { en: 'empty row', 'zh-CN': '空行' } },
  repeated_header: { harmless: true, label: { en: 'header repeated', 'zh-CN': '重复表头' } },
  total_row: { harmless: true, label: { en: 'total row of the export', 'zh-CN': '合计行' } },
  group_heading: { harmless: true, label: { en: 'heading of a group', 'zh-CN': '分组标题行' } },
  not_selected: { harmless: true, label: { en: 'not selected by the pipeline', 'zh-CN': '不在选取范围' } },
  duplicate: { harmless: true, label: { en: 'exported twice', 'zh-CN': '重复导出' } },
  superseded: { harmless: true, label: { en: 'replaced by a later export', 'zh-CN': '已被后续导出替代' } },
  key_twice: {
    harmless: false,
    label: {
      en: 'another row of the file has the same, and says something else',
      'zh-CN': '与同一文件中另一行相同，但内容不同',
    },
  },
  cancelled: {
    harmless: true,
    label: { en: 'cancelled, with its cancelling copy', 'zh-CN': '已冲销（与冲销副本成对）' },
  },
  too_few_cells: { harmless: false, label: { en: 'too few cells', 'zh-CN': '单元格过少' } },
  too_many_cells: { harmless: false, label: { en: 'too many cells', 'zh-CN': '单元格过多' } },
  broken_quote: { harmless: false, label: { en: 'broken quotation mark', 'zh-CN': '引号不完整' } },
  broken_record: { harmless: false, label: { en: 'not a whole record', 'zh-CN': '记录不完整' } },
  missing_value: { harmless: false, label: { en: 'required value missing', 'zh-CN': '缺少必填值' } },
  not_a_number: { harmless: false, label: { en: 'not a number', 'zh-CN': '不是数字' } },
  not_a_date: { harmless: false, label: { en: 'not a date', 'zh-CN': '不是有效日期' } },
  not_a_month: { harmless: false, label: { en: 'not a month', 'zh-CN': '不是有效月份' } },
  not_a_boolean: { harmless: false, label: { en: 'neither yes nor no', 'zh-CN': '不是“是”或“否”' } },
  unknown_value: {
    harmless: false,
    label: { en: 'word without a meaning in the mapping', 'zh-CN': '映射中没有的取值' },
  },
  damaged_id: {
    harmless: false,
    label: { en: 'number destroyed by a spreadsheet (1.2E+15)', 'zh-CN': '编码被电子表格破坏（1.2E+15）' },
  },
} as const satisfies Readonly<Record<string, { harmless: boolean; label: Text }>>;
export type SetAsideReason = keyof typeof setAsideReasons;
