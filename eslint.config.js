import js from '@eslint/js'
import ts from 'typescript-eslint'
import hooks from 'eslint-plugin-react-hooks'

const defaultExport = { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' }

/**
 * Arguments lie on the stack: a call that is given an array of some 100,000 elements as so many arguments fails, the
 * sooner the more of the stack is in use. So no array that grows with its input is spread into a call. The way out, for
 * arrays of a size that the code fixes:
 * `// eslint-disable-next-line no-restricted-syntax -- of fixed size: one a field`
 */
const spreadCalls = [
  ':matches(CallExpression, NewExpression) > SpreadElement.arguments',
  "CallExpression[callee.type='MemberExpression'][callee.property.name='apply']",
  "CallExpression[callee.object.name='Reflect'][callee.property.name='construct']",
].map((selector) => ({
  selector,
  message: 'Loop over the elements, or use reduce: as arguments they lie on the stack, which overflows.',
}))

/** Of cheerio: each level of nesting copies the text once more. */
const nestedText = {
  selector: "CallExpression[arguments.length=0][callee.property.name='text']",
  message: 'wholeText() of html/tree.ts reads a deep tree in linear time.',
}

/** A busy machine must not fail a test: what reads a clock in test/ decides nothing, but for the two helpers. */
const inTests =
  'A test does not decide by the clock: use test/support/growth.ts, or test/support/eventually.ts to wait.'
const clocks = [
  ['performance', 'now'],
  ['Date', 'now'],
  ['process', 'hrtime'],
  ['process', 'cpuUsage'],
].map(([object, property]) => ({ object, property, message: inTests }))
const newDate = { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: inTests }

export default ts.config(
  { ignores: ['dist/', 'index/', 'coverage/', '.peers/', 'corpus/', 'bench/clean/pages/', 'test/fixtures/'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [ts.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'no-restricted-syntax': ['error', defaultExport],
      'no-control-regex': 'off',
      'no-irregular-whitespace': 'off',
      'no-misleading-character-class': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { 'no-restricted-syntax': ['error', defaultExport, ...spreadCalls] },
  },
  {
    files: ['src/source/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', defaultExport, ...spreadCalls, nestedText] },
  },
  {
    files: ['test/**/*.{ts,tsx,mjs}'],
    ignores: ['test/support/{growth,eventually}.ts', 'test/prove/**', '!test/prove/**/*.test.ts'],
    rules: {
      'no-restricted-properties': ['error', ...clocks],
      'no-restricted-syntax': ['error', defaultExport, newDate],
    },
  },
  {
    files: ['**/*.{mjs,cjs,js}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        module: 'writable',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        require: 'readonly',
      },
    },
  },
  {
    files: ['src/fronts/tui/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: { ...hooks.configs.recommended.rules },
  },
  { files: ['*.config.{ts,js}'], rules: { 'no-restricted-syntax': 'off' } },
)
