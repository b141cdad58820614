/** Whether the database refused a row because there is one already that its unique constraint allows once. */
export function breaksUnique(error: unknown, constraint?: string): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== '23505') return false;
  return constraint === undefined || ('constraint' in error && error.constraint === constraint);
}
