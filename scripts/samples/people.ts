/** The company's own people: the CRM writes them in Latin letters, the ERP in Chinese, as two systems do. */
export const SALES: readonly (readonly [string, string])[] = [
  ['王磊', 'Wang Lei'],
  ['李静', 'Li Jing'],
  ['张伟', 'Zhang Wei'],
  ['陈晨', 'Chen Chen'],
  ['刘洋', 'Liu Yang'],
  ['赵敏', 'Zhao Min'],
  ['周涛', 'Zhou Tao'],
  ['吴倩', 'Wu Qian'],
  ['孙浩', 'Sun Hao'],
  ['徐颖', 'Xu Ying'],
];

export const SERVICE: readonly string[] = ['He Ping', 'Gao Feng', 'Lin Na', 'Ma Chao'];

/** Order desk. */
export const CLERKS: readonly string[] = ['杨柳', '朱琳'];
export const APPROVER = '何平';
export const WAREHOUSE: readonly string[] = ['老秦', '许强', '韩冬'];
