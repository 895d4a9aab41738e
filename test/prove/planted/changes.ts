/**
 * The small faults that a program can plant into a source: comparisons flipped or moved by one, numbers changed by one,
 * conditions negated, forced or swapped, guards removed, statements dropped, words and truth values changed.
 */
import ts from 'typescript'

export interface Change {
  readonly start: number
  readonly end: number
  readonly to: string
  readonly what: string
}

const { SyntaxKind } = ts

const operators: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [SyntaxKind.LessThanToken]: '<=',
  [SyntaxKind.LessThanEqualsToken]: '<',
  [SyntaxKind.GreaterThanToken]: '>=',
  [SyntaxKind.GreaterThanEqualsToken]: '>',
  [SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [SyntaxKind.ExclamationEqualsEqualsToken]: '===',
  [SyntaxKind.AmpersandAmpersandToken]: '||',
  [SyntaxKind.BarBarToken]: '&&',
  [SyntaxKind.PlusToken]: '-',
  [SyntaxKind.MinusToken]: '+',
  [SyntaxKind.AsteriskToken]: '/',
  [SyntaxKind.SlashToken]: '*',
  [SyntaxKind.PercentToken]: '*',
  [SyntaxKind.AmpersandToken]: '|',
  [SyntaxKind.BarToken]: '&',
  [SyntaxKind.LessThanLessThanToken]: '>>>',
  [SyntaxKind.GreaterThanGreaterThanToken]: '<<',
  [SyntaxKind.GreaterThanGreaterThanGreaterThanToken]: '<<',
  [SyntaxKind.PlusEqualsToken]: '-=',
  [SyntaxKind.MinusEqualsToken]: '+=',
  [SyntaxKind.AsteriskEqualsToken]: '/=',
  [SyntaxKind.BarEqualsToken]: '&=',
}

const calls: Readonly<Record<string, string>> = {
  min: 'max',
  max: 'min',
  some: 'every',
  every: 'some',
  floor: 'ceil',
  ceil: 'floor',
}

type Put = (at: ts.Node, to: string, what: string) => void

/** All that can be done to one node, without those below it. */
function changeNode(node: ts.Node, put: Put): void {
  if (ts.isBinaryExpression(node)) changeOperator(node, put)
  else if (ts.isIfStatement(node)) changeCondition(node.expression, put)
  else if (ts.isConditionalExpression(node)) changeCondition(node.condition, put)
  else if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) changeUnary(node, put)
  else if (ts.isPropertyAccessExpression(node)) changeAccess(node, put)
  else if (ts.isStatement(node)) dropStatement(node, put)
  else changeLiteral(node, put)
}

function changeOperator({ left, right, operatorToken }: ts.BinaryExpression, put: Put): void {
  if (operatorToken.kind === SyntaxKind.QuestionQuestionToken)
    return put(right, 'undefined', 'a value in place of none is removed')
  const to = operators[operatorToken.kind]
  if (to === undefined) return
  const isText = [left, right].some((side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side))
  if (!(isText && /^[-+]=?$/.test(to))) put(operatorToken, to, `${operatorToken.getText()} becomes ${to}`)
}

function changeCondition(condition: ts.Expression, put: Put): void {
  put(condition, `!(${condition.getText()})`, 'a condition is negated')
  put(condition, `false && (${condition.getText()})`, 'a condition never holds')
  put(condition, `true || (${condition.getText()})`, 'a condition always holds')
}

function changeUnary(node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression, put: Put): void {
  const { operator, operand } = node
  const text = operand.getText()
  if (operator === SyntaxKind.ExclamationToken) put(node, `(${text})`, '! is removed')
  else if (operator === SyntaxKind.MinusToken) put(node, `(${text})`, 'a sign is removed')
  else if (operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken) {
    const to = operator === SyntaxKind.PlusPlusToken ? '--' : '++'
    put(node, ts.isPrefixUnaryExpression(node) ? to + text : text + to, `${node.getText()} becomes ${to}`)
  }
}

function changeAccess({ name, questionDotToken }: ts.PropertyAccessExpression, put: Put): void {
  if (questionDotToken !== undefined) put(questionDotToken, '.', 'a guard against nothing is removed')
  const to = Object.hasOwn(calls, name.text) ? calls[name.text] : undefined
  if (to !== undefined) put(name, to, `${name.text} becomes ${to}`)
}

function dropStatement(node: ts.Statement, put: Put): void {
  const isDirective = ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression)
  const isDroppable =
    ts.isExpressionStatement(node) ||
    ts.isThrowStatement(node) ||
    ts.isBreakStatement(node) ||
    ts.isContinueStatement(node) ||
    ts.isReturnStatement(node)
  if (isDroppable && !isDirective) put(node, ';', 'a statement is dropped')
}

function changeLiteral(node: ts.Node, put: Put): void {
  if (ts.isNumericLiteral(node)) {
    put(node, `(${node.text} + 1)`, `${node.text} becomes one more`)
    put(node, `(${node.text} - 1)`, `${node.text} becomes one less`)
  } else if (node.kind === SyntaxKind.TrueKeyword) put(node, 'false', 'true becomes false')
  else if (node.kind === SyntaxKind.FalseKeyword) put(node, 'true', 'false becomes true')
  // What has a space in it is for people, and its words are nobody's promise.
  else if (ts.isStringLiteralLike(node) && !node.text.includes(' '))
    put(node, `'${node.text === '' ? 'other' : ''}'`, `${node.getText()} becomes another word`)
}

/** Types say nothing while the program runs. */
const isSilent = (node: ts.Node): boolean =>
  ts.isTypeNode(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node)

export function changesIn(file: ts.SourceFile): Change[] {
  const found: Change[] = []
  const visit = (node: ts.Node): void => {
    if (isSilent(node)) return
    changeNode(node, (at, to, what) => found.push({ start: at.getStart(file), end: at.end, to, what }))
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}
