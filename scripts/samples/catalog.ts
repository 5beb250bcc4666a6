/** About 180 products in eight categories. Cost as a share of list is what separates the categories. */
import { Rng } from './rng.ts';
import type { Product } from './types.ts';

interface Category {
  prefix: string;
  name: string;
  /** Cost ÷ list price. */
  ratio: number;
  /** Yuan of list price per kg. */
  density: number;
  low: number;
  high: number;
  stems: readonly string[];
  sizes: readonly string[];
}

const CATEGORIES: readonly Category[] = [
  {
    prefix: 'FST',
    name: '紧固件',
    ratio: 0.63,
    density: 24,
    low: 0.4,
    high: 18,
    stems: ['内六角螺栓', '外六角螺栓', '法兰螺母', '自锁螺母', '不锈钢垫圈', '膨胀锚栓'],
    sizes: ['M5×16', 'M6×20', 'M8×25', 'M10×40', 'M12×60'],
  },
  {
    prefix: 'TOL',
    name: '手动与电动工具',
    ratio: 0.69,
    density: 130,
    low: 35,
    high: 980,
    stems: ['扭力扳手', '套筒组套', '内六角扳手组', '数显卡尺'],
    sizes: ['标准型', '加长型', '工业级', '专业级'],
  },
  {
    prefix: 'SAF',
    name: '安全防护',
    ratio: 0.65,
    density: 85,
    low: 6,
    high: 260,
    stems: ['防切割手套', '安全鞋', '护目镜', '半面罩', '安全帽', '反光背心'],
    sizes: ['S', 'M', 'L', 'XL'],
  },
  {
    prefix: 'ADH',
    name: '胶粘与密封',
    ratio: 0.61,
    density: 70,
    low: 18,
    high: 320,
    stems: ['螺纹锁固剂', '结构胶', '硅酮密封胶', '瞬干胶', '清洗剂'],
    sizes: ['50ml', '250ml', '310ml', '1L'],
  },
  {
    prefix: 'BRG',
    name: '轴承与传动',
    ratio: 0.705,
    density: 105,
    low: 14,
    high: 640,
    stems: ['深沟球轴承', '圆锥滚子轴承', '直线轴承', '同步带', '联轴器'],
    sizes: ['6204', '6206', 'LM20', 'HTD-5M', 'D40'],
  },
  {
    prefix: 'PNE',
    name: '气动元件',
    ratio: 0.675,
    density: 150,
    low: 12,
    high: 780,
    stems: ['电磁阀', '标准气缸', '快插接头', '气源处理器', 'PU气管'],
    sizes: ['1/8', '1/4', '3/8', 'Ø8', 'Ø12'],
  },
  {
    prefix: 'CUT',
    name: '刀具与磨具',
    ratio: 0.655,
    density: 240,
    low: 9,
    high: 420,
    stems: ['整体硬质合金立铣刀', '麻花钻', '切割片', '丝锥', '百叶片'],
    sizes: ['D4', 'D6', 'D8', 'D10', 'D12'],
  },
  {
    prefix: 'SPC',
    name: '定制密封件',
    ratio: 0.17,
    density: 600,
    low: 180,
    high: 1450,
    stems: ['定制波纹管密封', '高温金属垫片', '真空法兰组件'],
    sizes: ['A型', 'B型', 'C型'],
  },
  // Machines of an agency brand: the same category to the eye, but with a distributor's thin margin.
  {
    prefix: 'TOP',
    name: '手动与电动工具',
    ratio: 0.822,
    density: 130,
    low: 260,
    high: 2400,
    stems: ['角磨机', '充电电钻'],
    sizes: ['标准型', '加强型', '工业级', '专业级'],
  },
];

export const CATEGORY_CODES: readonly string[] = CATEGORIES.map((c) => c.prefix);

export function makeProducts(): Product[] {
  const rng = new Rng('catalog');
  return CATEGORIES.flatMap((c) => {
    let number = 100;
    return c.stems.flatMap((stem) => {
      const level = rng.next();
      return c.sizes.map((size, i) => {
        number += rng.int(1, 5);
        // Prices run through the category on a logarithmic scale, rising with the size.
        const at = Math.min(1, level * 0.8 + (i / c.sizes.length) * 0.25);
        const list = c.low * Math.exp(at * Math.log(c.high / c.low));
        const list4 = list < 20 ? Math.round(list * 100) * 100 : Math.round(list * 2) * 5000;
        return {
          code: `${c.prefix}${number}`,
          name: `${stem} ${size}`,
          category: c.name,
          list4,
          cost4: Math.round(list4 * c.ratio * rng.between(0.93, 1.07)),
          kg: list / c.density,
        };
      });
    });
  });
}
