/** The languages that the program speaks. */
export type Language = 'en' | 'zh'

/**
 * The language to speak: `--lang`, else LC_ALL, LC_MESSAGES or LANG, whichever is set first.
 * @param asked the value of `--lang`, whatever it is
 */
export function chooseLanguage(
  asked: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  if (asked === 'en' || asked === 'zh') return asked
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || ''
  return /^zh/i.test(locale) ? 'zh' : 'en'
}
