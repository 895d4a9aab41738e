/** Variables that Ink and React read while they load. */
const wanted: NodeJS.ProcessEnv = {
  NODE_ENV: 'production',
  CI: undefined,
  CONTINUOUS_INTEGRATION: undefined,
  DEV: undefined,
}

/**
 * Loads a module with the variables of an interactive terminal: React leaves out its checks (half the time of a frame),
 * and Ink does not assume a build server, where it would draw nothing before the end. The variables are then restored.
 */
export async function setEnvironmentFor<T>(load: () => Promise<T>): Promise<T> {
  const before = Object.keys(wanted).map((name) => [name, process.env[name]] as const)
  assign(Object.entries(wanted))
  try {
    return await load()
  } finally {
    assign(before)
  }
}

function assign(variables: readonly (readonly [string, string | undefined])[]): void {
  for (const [name, value] of variables) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
}
