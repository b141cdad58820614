import { useEffect, useRef, useState } from 'preact/hooks';
import { fill, formatBaht } from '../../../i18n/format.ts';
import type { Locale } from '../../../i18n/locale.ts';

interface Option {
  id: string;
  title: string;
  place: string;
  costBaht: number | null;
  /** Where the whole proposal can be read, and the words of that link. */
  href: string;
  readMore: string;
}

interface Props {
  locale: Locale;
  /** What is said around the choices. */
  words: { choose: string; chosenSum: string; left: string; over: string; noScriptSum: string };
  options: readonly Option[];
  /** Ids chosen already. */
  chosen: readonly string[];
  /** The sum to choose within, or null when money does not matter. */
  budgetBaht: number | null;
}

/**
 * The choices of a ballot paper with their running total. Without JavaScript they are plain tick boxes, and the server
 * says when they cost too much.
 */
export function BallotChoices({ locale, words, options, chosen, budgetBaht }: Props) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set(chosen));
  const sumBaht = options.reduce((total, option) => total + (ticked.has(option.id) ? (option.costBaht ?? 0) : 0), 0);

  const paper = useRef<HTMLFieldSetElement>(null);

  // The boxes themselves are the truth: some may be ticked before this has loaded, or two in the same breath.
  const readTicks = (): void => {
    const boxes = paper.current?.querySelectorAll<HTMLInputElement>('input:checked') ?? [];
    setTicked(new Set([...boxes].map((box) => box.value)));
  };
  useEffect(readTicks, []);

  return (
    <>
      <fieldset class="ballot-options" id="choices" ref={paper}>
        <legend>{words.choose}</legend>
        {options.map((option) => (
          <div key={option.id}>
            <label class="ballot-option">
              <input
                type="checkbox"
                name="choices[]"
                value={option.id}
                defaultChecked={chosen.includes(option.id)}
                onChange={readTicks}
              />
              <span>
                <strong>{option.title}</strong>
                {option.place && <span class="quiet">{option.place}</span>}{' '}
                {option.costBaht !== null && budgetBaht !== null && (
                  <span class="price">{formatBaht(option.costBaht, locale)}</span>
                )}
              </span>
            </label>
            <a class="plain-link ballot-more" href={option.href}>
              {option.readMore}
            </a>
          </div>
        ))}
      </fieldset>
      {budgetBaht !== null && <RunningSum {...{ locale, words, sumBaht, budgetBaht }} />}
    </>
  );
}

function RunningSum({
  locale,
  words,
  sumBaht,
  budgetBaht,
}: Pick<Props, 'locale' | 'words'> & { sumBaht: number; budgetBaht: number }) {
  const leftBaht = budgetBaht - sumBaht;
  const sum = formatBaht(sumBaht, locale);
  const budget = formatBaht(budgetBaht, locale);
  return (
    <div class={leftBaht < 0 ? 'running over' : 'running'} role="status">
      <p>
        <strong>{fill(words.chosenSum, { sum, budget })}</strong>
        <span>{fill(leftBaht < 0 ? words.over : words.left, { sum: formatBaht(Math.abs(leftBaht), locale) })}</span>
      </p>
      <progress
        class={leftBaht < 0 ? 'bar over' : 'bar'}
        value={Math.min(sumBaht, budgetBaht)}
        max={budgetBaht}
        aria-hidden="true"
      />
      <noscript>{fill(words.noScriptSum, { budget })}</noscript>
    </div>
  );
}
