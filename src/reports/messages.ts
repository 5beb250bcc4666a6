import { message } from '../language/messages.ts';

/** What can go wrong while the reports are written. */
export const messages = {
  clientMissing: message<{ path: string }>({
    code: 'REP501',
    severity: 'fatal',
    exit: 3,
    text: {
      en: ({ path }) => `The report’s script is not built: ${path} is missing.`,
      'zh-CN': ({ path }) => `报告脚本尚未构建：缺少 ${path}。`,
    },
    repair: { en: () => 'Run `npm run build` once.', 'zh-CN': () => '请先运行一次 `npm run build`。' },
  }),
  noCustomers: message<Record<never, never>>({
    code: 'REP502',
    severity: 'fatal',
    text: {
      en: () => 'There is no ranked customer, so there is nothing to report.',
      'zh-CN': () => '没有参与排名的客户，无法生成报告。',
    },
    repair: {
      en: () =>
        'Check that invoice lines fall into the period and that not every customer has a class of its own.',
      'zh-CN': () => '请检查期间内是否有发票行，以及是否所有客户都被归入特殊类别。',
    },
  }),
  chromiumMissing: message<Record<never, never>>({
    code: 'REP503',
    severity: 'fatal',
    exit: 2,
    text: {
      en: () => 'Printing takes a browser of the Chromium family, and none was found on this machine.',
      'zh-CN': () => '输出 PDF 或图片需要 Chromium 内核的浏览器，本机未找到。',
    },
    repair: {
      en: () =>
        'Install Chrome, Edge or Chromium, or name one in WHALECURVE_CHROMIUM; or open report.html and print it from your browser.',
      'zh-CN': () =>
        '请安装 Chrome、Edge 或 Chromium，或用 WHALECURVE_CHROMIUM 指明其路径；也可打开 report.html，在浏览器中打印。',
    },
  }),
  chromiumFailed: message<{ executable: string; problem: string }>({
    code: 'REP504',
    severity: 'fatal',
    exit: 3,
    text: {
      en: ({ executable, problem }) => `The browser ${executable} did not print: ${problem}`,
      'zh-CN': ({ executable, problem }) => `浏览器 ${executable} 未能打印：${problem}`,
    },
    repair: {
      en: () =>
        'Name another browser in WHALECURVE_CHROMIUM, or open report.html and print it from your browser.',
      'zh-CN': () => '请用 WHALECURVE_CHROMIUM 指明另一浏览器，或打开 report.html 在浏览器中打印。',
    },
  }),
  noChineseFont: message<{ fonts: string }>({
    code: 'REP505',
    severity: 'warning',
    text: {
      en: () =>
        'This machine has no Chinese font: Chinese characters on paper and in pictures are empty boxes.',
      'zh-CN': () => '本机没有中文字体：打印稿和图片中的汉字会显示为空方框。',
    },
    repair: {
      en: ({ fonts }) =>
        `Install one (${fonts}; on Debian and Ubuntu \`apt install fonts-noto-cjk\`) and print again. report.html and the SVG files need no repair: they take the fonts of whoever opens them.`,
      'zh-CN': ({ fonts }) =>
        `请安装中文字体（${fonts}；Debian、Ubuntu 可执行 \`apt install fonts-noto-cjk\`）后重新输出。report.html 与 SVG 文件无需处理，它们使用打开者本机的字体。`,
    },
  }),
};
