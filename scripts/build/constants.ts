/**
 * esbuild turns every constant of a module into a `var`, and V8 can't know that it never changes. A table or mask in a
 * hot loop is then loaded and checked in each iteration. As a `const` it becomes part of the optimised code. This saves
 * a twentieth of the CPU seconds of indexing 20,000 articles.
 */
import ts from 'typescript'

/** Turns a script's outermost variables into constants if they get a value in their declaration and nowhere else. */
export function keepConstants(code: string): string {
  const script = ts.createSourceFile('script.js', code, ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS)
  const changing = changedNames(script)
  const starts = script.statements
    .filter((statement) => isConstant(statement, changing))
    .map((statement) => statement.getStart(script))
  let kept = ''
  let from = 0
  for (const start of starts) {
    kept += `${code.slice(from, start)}const`
    from = start + 'var'.length
  }
  return kept + code.slice(from)
}

function isConstant(statement: ts.Statement, changing: ReadonlySet<string>): boolean {
  if (!ts.isVariableStatement(statement) || (statement.declarationList.flags & ts.NodeFlags.BlockScoped) !== 0)
    return false
  return statement.declarationList.declarations.every(
    ({ name, initializer }) => ts.isIdentifier(name) && initializer !== undefined && !changing.has(name.text),
  )
}

/** Names that are assigned to, or declared by `var` or `function` twice or more, whatever their scope. */
function changedNames(script: ts.SourceFile): ReadonlySet<string> {
  const changed = new Set<string>()
  const declared = new Set<string>()
  const declare = (name: ts.Node | undefined): void => {
    if (name === undefined || !ts.isIdentifier(name)) return
    if (declared.has(name.text)) changed.add(name.text)
    declared.add(name.text)
  }
  for (const statement of script.statements) {
    if (ts.isFunctionDeclaration(statement)) declare(statement.name)
    if (ts.isVariableStatement(statement)) statement.declarationList.declarations.forEach(({ name }) => declare(name))
  }
  const assign = (target: ts.Node): void => {
    if (ts.isIdentifier(target)) changed.add(target.text)
    else if (!ts.isPropertyAccessExpression(target)) target.forEachChild(assign)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) assign(node.left)
    else if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) assign(node.operand)
    else if (ts.isForInStatement(node) || ts.isForOfStatement(node)) assign(node.initializer)
    node.forEachChild(visit)
  }
  visit(script)
  return changed
}

function isAssignment(operator: ts.SyntaxKind): boolean {
  return operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment
}
