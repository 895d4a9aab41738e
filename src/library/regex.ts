/** The engine of regular expressions: RE2's algorithm, in time linear in the text. Loaded with the first pattern. */
import { createRequire } from 'node:module'
import type { RE2JS } from 're2js'
import type { CompileRegex } from '../search/matching/regex.js'

export const compileWithRe2: CompileRegex = (pattern, ignoresCase) => {
  const { RE2JS: engine } = createRequire(import.meta.url)('re2js') as { readonly RE2JS: typeof RE2JS }
  const compiled = engine.compile(pattern, ignoresCase ? engine.CASE_INSENSITIVE | engine.MULTILINE : 0)
  return {
    test: (line) => compiled.matcher(line).find(),
    places: (text) => {
      const found: { start: number; end: number }[] = []
      const matcher = compiled.matcher(text)
      while (matcher.find())
        if (matcher.end() > matcher.start()) found.push({ start: matcher.start(), end: matcher.end() })
      return found
    },
  }
}
