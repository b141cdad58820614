import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';

/** Argon2id with OWASP's parameters: 19 MiB, two passes, one lane. */
const owasp = { memory: 19_456, passes: 2, parallelism: 1 };
const saltBytes = 16;
const hashBytes = 32;
const largestMemory = 262_144;
const largestPasses = 10;

interface Cost {
  memory: number;
  passes: number;
  parallelism: number;
}

/** The password as it is stored: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. The work is done off the event loop. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const hash = await derive(password, salt, owasp, hashBytes);
  return `$argon2id$v=19$m=${owasp.memory},t=${owasp.passes},p=${owasp.parallelism}$${encode(salt)}$${encode(hash)}`;
}

/** Whether this is the password that was stored. A stored text that cannot be read is nobody's password. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const parsed = parse(stored);
  if (!parsed) return false;
  const hash = await derive(password, parsed.salt, parsed.cost, parsed.hash.length);
  return timingSafeEqual(hash, parsed.hash);
}

const stored =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,64})\$([A-Za-z0-9+/]{16,128})$/;

function parse(text: string): { cost: Cost; salt: Buffer; hash: Buffer } | undefined {
  const match = stored.exec(text);
  if (!match) return undefined;
  const [, memory, passes, parallelism, salt = '', hash = ''] = match;
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  // A damaged row must not make the server work for minutes.
  if (cost.memory > largestMemory || cost.passes > largestPasses) return undefined;
  if (cost.passes < 1 || cost.parallelism < 1 || cost.memory < 8 * cost.parallelism) return undefined;
  return { cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') };
}

// One person types the same letters in different ways: Unicode decides which are the same.
function derive(password: string, salt: Buffer, cost: Cost, tagLength: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message: password.normalize('NFKC'), nonce: salt, tagLength, ...cost }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

const encode = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
