/**
 * A number plate. `car` has an optional digit, two letters and a number; a motorcycle of the new series looks the same
 * unless its lines tell. `motorcycle` has three letters, or a province between letters and number. `other` is whatever
 * else stands on plates: red ones, lorries (70-1234), diplomats, temples' and foreign ones.
 */
export interface Plate {
  kind: 'car' | 'motorcycle' | 'other';
  /** The digit before the letters, empty without one. */
  category: string;
  /** Two or three Thai consonants; empty for `other`. */
  letters: string;
  /** One to four Arabic digits; empty for `other`. */
  number: string;
  /** The name in full; undefined when it was not read. */
  province: string | undefined;
  /** What stands on it without its province and without a gap. */
  text: string;
}

/** The plate as people write it on one line, so that reading it gives the same plate again. */
export function writePlate({ kind, category, letters, number, province, text }: Plate): string {
  const start = category + letters;
  // Only the place of the province tells a motorcycle of the new series from a car.
  const hasProvinceBetween = kind === 'motorcycle' && letters.length === 2;
  const parts =
    kind === 'other' ? [text, province] : hasProvinceBetween ? [start, province, number] : [start, number, province];
  return parts.filter(Boolean).join(' ');
}

/** The plate with most of it hidden, for lists: its first sign and the length of the rest. */
export function maskPlate({ text }: Pick<Plate, 'text'>): string {
  const [first = ''] = text;
  return first + '•'.repeat(Math.max(0, text.length - 1));
}
