/** The languages a reader can choose. Everything a reader sees exists in each of them. */
export const locales = ['en', 'zh-CN'] as const;
export type Locale = (typeof locales)[number];

/** One sentence or label in every language. */
export type Text = Readonly<Record<Locale, string>>;

export function isLocale(value: string): value is Locale {
  return (locales as readonly string[]).includes(value);
}
