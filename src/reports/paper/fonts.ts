import type { Devtools } from './devtools.ts';

/** The fonts that the report asks for, by system; the first one at hand is taken. */
export const chineseFonts = 'Noto Sans CJK SC, Noto Sans SC, Microsoft YaHei, PingFang SC';

/** Whether a text has Chinese characters. */
export const hasChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** Milliseconds for each step of a check that only warns. */
const patience = 10_000;

/**
 * Whether the browser has glyphs for Chinese: a character that every Chinese font has must not look like one that no
 * font can have, which is drawn as an empty box. Scripts are off in the page, so two pictures are compared.
 * @returns undefined where the browser gave no pictures: that is no reason not to print
 */
export async function drawsChinese(page: Devtools): Promise<boolean | undefined> {
  const drawn = async (character: string): Promise<string> => {
    // Unassigned in Unicode: U+0378.
    const document = `<meta charset=utf-8><p style="font:48px sans-serif;margin:8px">${character}</p>`;
    await page.open(`data:text/html;charset=utf-8,${encodeURIComponent(document)}`, patience);
    const clip = { x: 0, y: 0, width: 80, height: 90, scale: 1 };
    const picture = { format: 'png', clip };
    return (await page.call<{ data: string }>('Page.captureScreenshot', picture, patience)).data;
  };
  try {
    return (await drawn('客')) !== (await drawn('\u0378'));
  } catch {
    // A page that crashed says so again at the next call.
    return undefined;
  }
}
