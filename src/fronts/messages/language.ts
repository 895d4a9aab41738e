/** The languages of the program's messages. */
export type Language = 'en' | 'zh'

/**
 * The language of messages: `--lang`, else the first of LC_ALL, LC_MESSAGES and LANG that is set.
 * @param asked the value of `--lang`, valid or not
 */
export function chooseLanguage(
  asked: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  if (asked === 'en' || asked === 'zh') return asked
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || ''
  return /^zh/i.test(locale) ? 'zh' : 'en'
}
