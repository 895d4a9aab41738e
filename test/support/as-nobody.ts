/** Whoever may read nothing that isn't open to all. */
const nobody = 65534

/** Works without the rights of root, who may read everything; for others nothing is different. */
export async function asNobody<T>(work: () => T | Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return work()
  process.seteuid!(nobody)
  try {
    return await work()
  } finally {
    process.seteuid!(0)
  }
}
