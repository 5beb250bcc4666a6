import { faultOf } from '../reports/workbook-parts.ts';

/**
 * What Excel insists on when it opens a workbook: where one of these is broken it offers to repair the file. After
 * ECMA-376 (Part 1: SpreadsheetML, DrawingML charts; Part 2: packaging) and Excel's own limits. Enough XML is read
 * with plain expressions, because the parts are known to be well-formed.
 */
type Parts = ReadonlyMap<string, string>;

/** The order of a sheet's elements, §18.3.1.99. */
const sheetOrder =
  'sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems tableParts extLst'.split(
    ' ',
  );
const workbookOrder =
  'fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches extLst'.split(
    ' ',
  );
const stylesOrder =
  'numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst'.split(' ');
/** Elements of charts whose order matters, §21.2. */
const chartOrders: Readonly<Record<string, readonly string[]>> = {
  'c:chartSpace':
    'date1904 lang roundedCorners style clrMapOvr pivotSource protection chart spPr txPr externalData printSettings userShapes extLst'.split(
      ' ',
    ),
  'c:chart':
    'title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs showDLblsOverMax extLst'.split(
      ' ',
    ),
  'c:plotArea':
    'layout areaChart lineChart barChart pieChart scatterChart bubbleChart valAx catAx dateAx serAx dTable spPr extLst'.split(
      ' ',
    ),
  'c:scatterChart': 'scatterStyle varyColors ser dLbls axId extLst'.split(' '),
  'c:ser': 'idx order tx spPr marker dPt dLbls trendline errBars cat val xVal yVal smooth extLst'.split(' '),
  'c:valAx':
    'axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses crossesAt crossBetween majorUnit minorUnit dispUnits extLst'.split(
      ' ',
    ),
  'c:scaling': ['logBase', 'orientation', 'max', 'min', 'extLst'],
  'c:title': ['tx', 'layout', 'overlay', 'spPr', 'txPr', 'extLst'],
  'c:spPr': 'xfrm custGeom prstGeom noFill solidFill gradFill blipFill pattFill ln effectLst'.split(' '),
};

export function brokenRules(parts: Parts): string[] {
  const faults: string[] = [];
  const check = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault);
  };
  for (const [name, text] of parts) {
    const fault = faultOf(text.replace(/^\uFEFF/, ''));
    check(fault === undefined, `${name}: ${fault}`);
  }
  if (faults.length > 0) return faults;
  packaging(parts, check);
  const sheets = workbook(parts, check);
  const styles = stylesOf(parts, check);
  const strings = all(parts.get('xl/sharedStrings.xml') ?? '', /<si>|<si\/>/g).length;
  for (const [path, name] of sheets) sheet(parts, path, name, { ...styles, strings, sheets }, check);
  for (const [path, text] of parts)
    if (/^xl\/charts\/chart\d+\.xml$/.test(path)) chart(path, text, sheets, check);
  return faults;
}

type Check = (holds: boolean, fault: string) => void;

const all = (text: string, what: RegExp): RegExpMatchArray[] => [...text.matchAll(what)];
const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
const plain = (text: string): string =>
  text
    .replaceAll('&apos;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

function packaging(parts: Parts, check: Check): void {
  const types = parts.get('[Content_Types].xml') ?? '';
  const names = [...parts.keys()];
  check(new Set(names.map((name) => name.toLowerCase())).size === names.length, 'two parts of one name');
  const defaults = new Set(all(types, /<Default Extension="([^"]+)"/g).map(([, one]) => one));
  const overrides = all(types, /<Override PartName="\/([^"]+)"/g).map(([, one]) => one!);
  check(new Set(overrides).size === overrides.length, 'a part with two content types');
  for (const part of overrides) check(parts.has(part), `content type of a part that is not there: ${part}`);
  for (const part of names) {
    if (part === '[Content_Types].xml') continue;
    check(overrides.includes(part) || defaults.has(part.split('.').at(-1)), `no content type: ${part}`);
    if (part.endsWith('.xml') && !part.includes('_rels/'))
      check(overrides.includes(part), `only the default content type: ${part}`);
  }
  for (const [path, text] of parts) {
    if (!path.endsWith('.rels')) continue;
    const home = path.replace(/_rels\/[^/]+$/, '');
    const ids = all(text, /<Relationship [^>]*Id="([^"]+)"/g).map(([, id]) => id);
    check(new Set(ids).size === ids.length, `${path}: an id twice`);
    for (const [tag] of all(text, /<Relationship [^>]*>/g)) {
      if (attribute(tag, 'TargetMode') === 'External') continue;
      const target = new URL(attribute(tag, 'Target') ?? '', `file:///${home}`).pathname.slice(1);
      check(parts.has(decodeURIComponent(target)), `${path}: no part ${target}`);
    }
  }
}

/** Children of the element that begins a text, in order, by their local names. */
function children(text: string, of: string): string[] {
  const start = new RegExp(`<${of}(?=[\\s>/])[^>]*>`).exec(text);
  if (start === null || start[0].endsWith('/>')) return [];
  const found: string[] = [];
  let depth = 0;
  const token = /<(\/?)([\w:]+)[^>]*?(\/?)>/g;
  token.lastIndex = start.index + start[0].length;
  for (let one = token.exec(text); one !== null; one = token.exec(text)) {
    const [, closing, name, alone] = one;
    if (closing === '/') {
      if (depth === 0) break;
      depth--;
    } else {
      if (depth === 0) found.push(name!.replace(/^\w+:/, ''));
      if (alone !== '/') depth++;
    }
  }
  return found;
}

function inOrder(names: readonly string[], order: readonly string[], where: string, check: Check): void {
  const places = names.map((name) => order.indexOf(name));
  for (const [at, name] of names.entries())
    check(places[at]! >= 0, `${where}: <${name}> does not belong there`);
  check(
    places.every((place, at) => at === 0 || place >= places[at - 1]!),
    `${where}: elements out of order: ${names.join(' ')}`,
  );
}

/** @returns the sheets: path of the part → name */
function workbook(parts: Parts, check: Check): Map<string, string> {
  const text = parts.get('xl/workbook.xml') ?? '';
  inOrder(children(text, 'workbook'), workbookOrder, 'xl/workbook.xml', check);
  const relations = parts.get('xl/_rels/workbook.xml.rels') ?? '';
  const sheets = new Map<string, string>();
  const ids = new Set<string>();
  for (const [tag] of all(text, /<sheet [^>]*>/g)) {
    const name = plain(attribute(tag, 'name') ?? '');
    check(name.length > 0 && name.length <= 31, `sheet name of ${name.length} characters: ${name}`);
    check(
      !/[[\]:*?/\\]/.test(name) && !/^'|'$/.test(name),
      `sheet name with a sign that Excel refuses: ${name}`,
    );
    check(!ids.has(attribute(tag, 'sheetId')!), `sheet id twice: ${name}`);
    ids.add(attribute(tag, 'sheetId')!);
    const relation =
      new RegExp(`<Relationship [^>]*Id="${attribute(tag, 'r:id')}"[^>]*>`).exec(relations)?.[0] ?? '';
    const target = attribute(relation, 'Target') ?? '';
    sheets.set(target.startsWith('/') ? target.slice(1) : `xl/${target}`, name);
  }
  const names = [...sheets.values()].map((name) => name.toLowerCase());
  check(names.length > 0 && new Set(names).size === names.length, 'two sheets of one name');
  const defined = new Set<string>();
  for (const [, tag, formula] of all(text, /<definedName ([^>]*)>([^<]*)</g)) {
    const local = attribute(` ${tag}`, 'localSheetId');
    const key = `${attribute(` ${tag}`, 'name')} ${local}`;
    check(!defined.has(key), `a defined name twice: ${key}`);
    defined.add(key);
    check(local === undefined || Number(local) < sheets.size, `a defined name of no sheet: ${key}`);
    reference(plain(formula!), sheets, `defined name ${key}`, check);
  }
  return sheets;
}

/** A reference names a sheet that is there, in quotes where its name needs them. */
function reference(formula: string, sheets: ReadonlyMap<string, string>, where: string, check: Check): void {
  const found = /^(?:'((?:[^']|'')+)'|([\p{L}_][\p{L}\p{N}_.]*))!\$?[A-Z]*\$?\d*(?::\$?[A-Z]*\$?\d+)?$/u.exec(
    formula,
  );
  const name = found?.[1]?.replaceAll("''", "'") ?? found?.[2];
  check(name !== undefined && [...sheets.values()].includes(name), `${where}: no such place ${formula}`);
}

function stylesOf(parts: Parts, check: Check): { formats: number; rules: number } {
  const text = parts.get('xl/styles.xml') ?? '';
  inOrder(children(text, 'styleSheet'), stylesOrder, 'xl/styles.xml', check);
  const count = (list: string, item: string): number => {
    const body = new RegExp(`<${list}[ >][\\s\\S]*?</${list}>`).exec(text)?.[0] ?? '';
    const items = children(body, list).filter((name) => name === item).length;
    const said = attribute(/<[^>]*>/.exec(body)?.[0] ?? '', 'count');
    check(said === undefined || Number(said) === items, `xl/styles.xml: ${list} says ${said}, has ${items}`);
    return items;
  };
  const have = {
    fontId: count('fonts', 'font'),
    fillId: count('fills', 'fill'),
    borderId: count('borders', 'border'),
  };
  const formats = count('cellXfs', 'xf');
  const custom = new Set(all(text, /<numFmt [^>]*numFmtId="(\d+)"/g).map(([, id]) => Number(id)));
  for (const [tag] of all(text, /<xf [^>]*>/g)) {
    for (const [id, most] of Object.entries(have))
      check(Number(attribute(tag, id) ?? 0) < most, `xl/styles.xml: ${id} ${attribute(tag, id)} of ${most}`);
    const format = Number(attribute(tag, 'numFmtId') ?? 0);
    check(format < 164 || custom.has(format), `xl/styles.xml: no number format ${format}`);
  }
  return { formats, rules: count('dxfs', 'dxf') };
}

interface Known {
  readonly formats: number;
  readonly rules: number;
  readonly strings: number;
  readonly sheets: ReadonlyMap<string, string>;
}

function sheet(parts: Parts, path: string, name: string, known: Known, check: Check): void {
  const text = parts.get(path) ?? '';
  inOrder(children(text, 'worksheet'), sheetOrder, path, check);
  const box = { left: 16_385, top: 1_048_577, right: 0, bottom: 0 };
  let lastRow = 0;
  for (const [whole, attributes] of all(text, /<row ([^>]*?)(?:\/>|>[\s\S]*?<\/row>)/g)) {
    const row = Number(attribute(` ${attributes}`, 'r'));
    check(row > lastRow && row <= 1_048_576, `${name}: row ${row} after ${lastRow}`);
    check(Number(attribute(` ${attributes}`, 'ht') ?? 0) <= 409.5, `${name}: row ${row} too high`);
    lastRow = row;
    let lastColumn = 0;
    for (const [cell, tag, content] of all(whole, /<c ([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
      const at = attribute(` ${tag}`, 'r') ?? '';
      const [column, of] = placeOf(at);
      check(of === row && column > lastColumn && column <= 16_384, `${name}: cell ${at} out of order`);
      lastColumn = column;
      box.left = Math.min(box.left, column);
      box.right = Math.max(box.right, column);
      box.top = Math.min(box.top, row);
      box.bottom = Math.max(box.bottom, row);
      check(
        Number(attribute(` ${tag}`, 's') ?? 0) < known.formats,
        `${name}: ${at} in a format that is not there`,
      );
      const value = /<v>([^<]*)<\/v>/.exec(content ?? '')?.[1];
      const type = attribute(` ${tag}`, 't') ?? 'n';
      check(['n', 's', 'b', 'str', 'inlineStr', 'e', 'd'].includes(type), `${name}: ${at} of type ${type}`);
      if (type === 's')
        check(/^\d+$/.test(value ?? '') && Number(value) < known.strings, `${name}: ${at} names no string`);
      if (type === 'n' && value !== undefined)
        check(/^-?\d+(\.\d+)?(E[-+]?\d+)?$/i.test(value), `${name}: ${at} is no number: ${value}`);
      check(!/<f>\s*=/.test(cell), `${name}: ${at} has a formula that begins with =`);
    }
  }
  // It may be larger than what is used, never smaller.
  const dimension = attribute(/<dimension [^>]*>/.exec(text)?.[0] ?? '', 'ref');
  if (dimension !== undefined && box.right > 0) {
    const area = areaOf(dimension);
    const holds =
      area.left <= box.left && area.top <= box.top && area.right >= box.right && area.bottom >= box.bottom;
    check(holds, `${name}: cells outside its dimension ${dimension}`);
  }
  ranges(text, name, known, check);
  const footers = all(text, /<(?:odd|even|first)(?:Header|Footer)>([^<]*)</g);
  for (const [, footer] of footers) check(plain(footer!).length <= 255, `${name}: header or footer too long`);
  for (const [, id] of all(text, /<drawing r:id="([^"]+)"/g)) {
    const relations = parts.get(path.replace(/([^/]+)$/, '_rels/$1.rels')) ?? '';
    check(relations.includes(`Id="${id}"`), `${name}: no relation ${id}`);
  }
}

/** Areas of a sheet: merged cells apart from one another, filters, conditions, links, columns. */
function ranges(text: string, name: string, known: Known, check: Check): void {
  const merged = all(text, /<mergeCell ref="([^"]+)"/g).map(([, ref]) => areaOf(ref!));
  const said = attribute(/<mergeCells[^>]*>/.exec(text)?.[0] ?? '', 'count');
  check(said === undefined || Number(said) === merged.length, `${name}: mergeCells says ${said}`);
  for (const [at, one] of merged.entries())
    check(!merged.slice(at + 1).some((other) => overlap(one, other)), `${name}: merged cells overlap`);
  const filter = attribute(/<autoFilter [^>]*>/.exec(text)?.[0] ?? '', 'ref');
  if (filter !== undefined) {
    const area = areaOf(filter);
    check(area.bottom > area.top, `${name}: a filter over one row`);
    check(!merged.some((one) => overlap(one, area)), `${name}: merged cells in a filter`);
  }
  const priorities = all(text, /<cfRule [^>]*priority="(\d+)"/g).map(([, one]) => one);
  check(new Set(priorities).size === priorities.length, `${name}: two conditions of one priority`);
  for (const [, id] of all(text, /<cfRule [^>]*dxfId="(\d+)"/g))
    check(Number(id) < known.rules, `${name}: a condition in a format that is not there`);
  for (const [tag] of all(text, /<hyperlink [^>]*>/g)) {
    const to = attribute(tag, 'location');
    if (to !== undefined) reference(plain(to), known.sheets, `${name}: link`, check);
  }
  let last = 0;
  for (const [tag] of all(text, /<col [^>]*>/g)) {
    const [from, to] = [Number(attribute(tag, 'min')), Number(attribute(tag, 'max'))];
    check(from > last && to >= from && to <= 16_384, `${name}: columns ${from} to ${to} after ${last}`);
    check(Number(attribute(tag, 'width') ?? 0) <= 255, `${name}: column ${from} too wide`);
    last = to;
  }
}

function chart(path: string, text: string, sheets: ReadonlyMap<string, string>, check: Check): void {
  for (const [element, order] of Object.entries(chartOrders)) {
    for (const { index } of all(text, new RegExp(`<${element}(?=[\\s>])`, 'g')))
      inOrder(children(text.slice(index), element), order, `${path} ${element}`, check);
  }
  for (const [, formula] of all(text, /<c:f>([^<]*)</g)) reference(plain(formula!), sheets, path, check);
  const axes = new Set(all(text, /<c:(?:val|cat|date)Ax><c:axId val="(\d+)"/g).map(([, id]) => id));
  for (const [, id] of all(text, /<c:(?:axId|crossAx) val="(\d+)"/g))
    check(axes.has(id), `${path}: no axis ${id}`);
}

interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** `AB12` → [28, 12]. */
function placeOf(cell: string): [number, number] {
  const [, column = '', row = '0'] = /^([A-Z]{1,3})(\d+)$/.exec(cell) ?? [];
  return [[...column].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0), Number(row)];
}

function areaOf(ref: string): Area {
  const [from = '', to = from] = ref.split(':');
  const [[left, top], [right, bottom]] = [placeOf(from), placeOf(to)];
  return { left, top, right, bottom };
}

const overlap = (a: Area, b: Area): boolean =>
  a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
