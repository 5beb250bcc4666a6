/** Names that a report must bear: Chinese, English, and such as would break a page or a spreadsheet. */
export const hostileNames = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "=cmd|' /C calc'!A0",
  '</script><svg onload=alert(1)>\u2028',
] as const;

const chinese = [
  '华东机电',
  '苏州恒力',
  '宁波海天',
  '杭州西湖',
  '无锡锐科',
  '南京长江',
  '青岛港务',
  '深圳南山',
  '佛山顺德',
  '武汉光谷',
  '成都天府',
  '上海浦东',
  '厦门鹭岛',
  '天津滨海',
  '重庆两江',
];
const chineseTail = [
  '设备有限公司',
  '贸易有限公司',
  '自动化科技',
  '五金工具厂',
  '工程股份有限公司',
  '精密制造',
];
const english = [
  'Harbour',
  'Northwind',
  'Lakeside',
  'Granite',
  'Silverline',
  'Redwood',
  'Ashford',
  'Meridian',
  'Kestrel',
  'Brightwater',
  'Oakfield',
  'Stonebridge',
];
const englishTail = [
  'Engineering Ltd',
  'Supplies',
  'Marine & Offshore Services GmbH',
  'Tools',
  'Components',
  'Industrial Holdings',
];

export function customerName(index: number): string {
  if (index % 40 === 3) return hostileNames[Math.floor(index / 40) % hostileNames.length]!;
  const [heads, tails] = index % 5 < 3 ? [chinese, chineseTail] : [english, englishTail];
  const space = heads === english ? ' ' : '';
  const base = `${heads[index % heads.length]}${space}${tails[(index * 7) % tails.length]}`;
  return index < 90 ? base : `${base}${space}${index}`;
}
