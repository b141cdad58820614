/** Keys that write a sign, by where they lie; letters and digits say so themselves. */
const signsOfKeys: Record<string, string> = { Slash: '/' };

/**
 * What the key writes in small Latin letters: in the Thai layout, which is the usual one here, J's key writes a tone mark.
 * Keys that write nothing keep their name, such as `Escape`.
 */
export function letterOf({ key, code, shiftKey }: KeyboardEvent): string {
  if (key.length > 1) return key;
  if (key.charCodeAt(0) < 128) return key.toLowerCase();
  if (code === 'Slash' && shiftKey) return '?';
  return /^(?:Key|Digit)(.)$/.exec(code)?.[1]?.toLowerCase() ?? signsOfKeys[code] ?? key;
}

/** Whether what is typed belongs to a field. */
export function isTyping({ target }: Event): boolean {
  return target instanceof Element && target.closest('input, textarea, select') !== null;
}
