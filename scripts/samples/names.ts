/** Invented company names: Chinese makers, German firms around Taicang, English-named trading companies. */
import type { Rng } from './rng.ts';

export interface City {
  zh: string;
  en: string;
  region: string;
  code: string;
  zoneRate: number;
  weight: number;
}

const city = (
  zh: string,
  en: string,
  region: string,
  code: string,
  zoneRate: number,
  weight: number,
): City => ({ zh, en, region, code, zoneRate, weight });

export const CITIES: readonly City[] = [
  city('太仓', 'Taicang', 'East', '320585', 0.5, 16),
  city('苏州', 'Suzhou', 'East', '320505', 0.6, 18),
  city('昆山', 'Kunshan', 'East', '320583', 0.6, 12),
  city('无锡', 'Wuxi', 'East', '320214', 0.7, 9),
  city('常州', 'Changzhou', 'East', '320411', 0.8, 6),
  city('上海', 'Shanghai', 'East', '310115', 0.7, 14),
  city('南京', 'Nanjing', 'East', '320115', 0.9, 5),
  city('杭州', 'Hangzhou', 'East', '330109', 0.9, 6),
  city('宁波', 'Ningbo', 'East', '330206', 1.0, 5),
  city('青岛', 'Qingdao', 'North', '370211', 1.4, 3),
  city('天津', 'Tianjin', 'North', '120116', 1.6, 3),
  city('武汉', 'Wuhan', 'Central', '420114', 1.5, 3),
  city('东莞', 'Dongguan', 'South', '441900', 1.7, 4),
  city('深圳', 'Shenzhen', 'South', '440306', 1.7, 3),
  city('成都', 'Chengdu', 'West', '510112', 2.1, 3),
];

const syllables = (text: string): [string, string][] =>
  text.split(' ').map((s) => [s[0] as string, s.slice(1)]);
const FIRST = syllables(
  '恒heng 盛sheng 拓tuo 鼎ding 源yuan 博bo 凯kai 泰tai 锐rui 宏hong 捷jie 诚cheng 云yun 锦jin 铭ming 卓zhuo 嘉jia 弘hong 岳yue 峻jun 澜lan 驰chi 朗lang 沃wo 翰han 琪qi 奕yi 祺qi',
);
const SECOND = syllables(
  '拓tuo 衡heng 润run 岩yan 晟sheng 远yuan 合he 川chuan 骏jun 邦bang 昇sheng 帆fan 铎duo 霖lin 钧jun 泽ze 晖hui 原yuan 禾he 歌ge 峰feng 舟zhou 荣rong 翔xiang',
);
const TRADES: readonly (readonly [string, string, string])[] = [
  ['精密机械', '机械', 'Machinery'],
  ['汽车零部件', '汽配', 'Automotive'],
  ['电子科技', '电子', 'Electronics'],
  ['自动化设备', '自动化', 'Automation'],
  ['金属制品', '金属', 'Metal products'],
  ['塑料制品', '塑料', 'Plastics'],
  ['食品机械', '食品机械', 'Food machinery'],
  ['新能源', '新能源', 'New energy'],
  ['船舶工程', '船舶', 'Marine'],
  ['建筑安装', '建安', 'Construction'],
  ['物流设备', '物流', 'Logistics'],
  ['医疗器械', '医疗', 'Medical devices'],
];
const GERMAN = [
  'Brückner',
  'Hölzle',
  'Gräfenstein',
  'Müllheim',
  'Weißenau',
  'Köhlermann',
  'Dörnberg',
  'Schäfferling',
  'Löwenkamp',
  'Jägersruh',
  'Eichstedt',
  'Falkenrath',
  'Steinhagen',
  'Wolfertz',
  'Amselbach',
  'Rehbein',
  'Kaltenmoor',
  'Hagemeyer',
  'Ottersberg',
  'Zirnberg',
  'Bühlau',
  'Tännesberg',
  'Rüdesholm',
  'Haßlinger',
];
const GERMAN_TRADES: readonly (readonly [string, string])[] = [
  ['Maschinenbau', 'Machinery'],
  ['Fördertechnik', 'Logistics'],
  ['Präzisionsteile', 'Automotive'],
  ['Werkzeugbau', 'Metal products'],
];
const ENGLISH = [
  'Kestrel',
  'Aldgate',
  'Thornfield',
  'Penrose',
  'Marlowe',
  'Ashdown',
  'Redmayne',
  'Calder',
  'Whitby',
  'Langford',
  'Severn',
  'Tamworth',
  'Birchall',
  'Rowan',
  'Stirling Bay',
  'Oakhurst',
  'Fenwick',
  'Copeland',
  'Dunmore',
  'Elmsworth',
  'Harlow',
  'Ironbridge',
  'Juniper',
  'Kingsmere',
  'Larkfield',
];
const ENGLISH_TRADES: readonly (readonly [string, string])[] = [
  ['Marine Services', 'Marine'],
  ['Engineering', 'Machinery'],
  ['Tooling', 'Metal products'],
  ['Packaging', 'Plastics'],
  ['Process Systems', 'Automation'],
];

export interface Name {
  full: string;
  short: string;
  industry: string;
  /** Latin stem for the mail domain. */
  stem: string;
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/ü/g, 'ue')
    .replace(/ö/g, 'oe')
    .replace(/ä/g, 'ae')
    .replace(/ß/g, 'ss')
    .replace(/[^a-z]+/g, '-');

function chinese(rng: Rng, at: City): Name {
  const [a, pa] = rng.pick(FIRST);
  const [b, pb] = rng.pick(SECOND);
  const [trade, brief, industry] = rng.pick(TRADES);
  const form = rng.weighted([
    ['有限公司', 8],
    ['股份有限公司', 1],
    ['（中国）有限公司', 1],
  ] as const);
  const place = rng.chance(0.8) ? `${at.zh}${a}${b}` : `${a}${b}`;
  const full =
    place === `${a}${b}`
      ? `${a}${b}${trade}（${at.zh}）有限公司`
      : `${place}${trade}${form.includes('中国') ? '有限公司' : form}`;
  return { full, short: `${a}${b}${brief}`, industry, stem: `${pa}${pb}-${plain(industry)}` };
}

function german(rng: Rng, at: City): Name {
  const house = rng.pick(GERMAN);
  const [trade, industry] = rng.pick(GERMAN_TRADES);
  const full = rng.weighted([
    [`${house} ${trade} (${at.en}) Co., Ltd.`, 5],
    [`${house} ${trade} GmbH & Co. KG, ${at.en} Branch`, 2],
    [`${house} ${trade} GmbH`, 3],
  ] as const);
  return { full, short: `${house} ${trade}`, industry, stem: plain(`${house} ${trade}`) };
}

function english(rng: Rng, at: City): Name {
  const house = rng.pick(ENGLISH);
  const [trade, industry] = rng.pick(ENGLISH_TRADES);
  const full = rng.weighted([
    [`${house} ${trade} (${at.en}) Co., Ltd.`, 5],
    [`${house} ${trade}, Inc.`, 2],
    [`${house} ${trade} Ltd`, 3],
    [`"${house}" ${trade} Ltd`, 1],
  ] as const);
  return { full, short: `${house} ${trade}`, industry, stem: plain(`${house} ${trade}`) };
}

/** A name not used before. */
export function makeName(rng: Rng, at: City, used: Set<string>): Name {
  for (;;) {
    const make = rng.weighted([
      [chinese, 72],
      [german, 13],
      [english, 15],
    ] as const);
    const name = make(rng, at);
    if (used.has(name.short) || used.has(name.full)) continue;
    used.add(name.short).add(name.full);
    return name;
  }
}
