import type { ComponentChildren } from 'preact';
import { fill } from '../../../i18n/format.ts';
import type { Locale } from '../../../i18n/locale.ts';
import type { KeptShares, PlanFacts } from './plan-facts.ts';
import { gainWords, type PlanWords, percent, pointWords, wholeNumber } from './plan-words.ts';

interface Props {
  words: PlanWords;
  locale: Locale;
}

/** What the plan does to the whole zone: the line to remember, and the rest below it. */
export function ZoneGain({
  words,
  locale,
  shares,
  children,
}: Props & { shares: KeptShares; children?: ComponentChildren }) {
  const { sureBefore, sureAfter, likelyBefore, likelyAfter, gapSquareMetersBefore, gapSquareMetersAfter } = shares;
  const hasLikely = percent(likelyAfter, locale) !== percent(sureAfter, locale);
  return (
    <div class="plan-gain">
      <p class="plan-headline" data-figure="zone">
        {gainWords(sureBefore, sureAfter, words, locale)}
      </p>
      <Bar shares={shares} />
      <p class="plan-points">{pointWords(sureBefore, sureAfter, words, locale)}</p>
      <p>
        {fill(words.gapsFromTo, {
          before: wholeNumber(gapSquareMetersBefore, locale),
          after: wholeNumber(gapSquareMetersAfter, locale),
        })}
      </p>
      {hasLikely && (
        <p class="quiet">
          {fill(words.likelyFromTo, { before: percent(likelyBefore, locale), after: percent(likelyAfter, locale) })}
        </p>
      )}
      {children}
    </div>
  );
}

/** Before as a full bar, what is gained beyond it, and what is lost hatched. The words stand beside it. */
function Bar({ shares: { sureBefore, sureAfter } }: { shares: KeptShares }) {
  const both = Math.min(sureBefore, sureAfter) * 100;
  return (
    <svg class="plan-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="all" width="100" height="6" />
      <rect class="before" width={sureBefore * 100} height="6" />
      <rect
        class={sureAfter >= sureBefore ? 'gain' : 'loss'}
        x={both}
        width={Math.abs(sureAfter - sureBefore) * 100}
        height="6"
      />
    </svg>
  );
}

/** What the plan does to each risk area. */
export function AreaTable({ words, locale, areas }: Props & { areas: PlanFacts['areas'] }) {
  if (areas.length === 0) return <p class="quiet">{words.areasNone}</p>;
  return (
    <table class="plan-areas">
      <thead>
        <tr>
          <th scope="col">{words.areaName}</th>
          <th scope="col">{words.areaNow}</th>
          <th scope="col">{words.areaThen}</th>
        </tr>
      </thead>
      <tbody>
        {areas.map((area) => (
          <tr key={area.riskAreaId}>
            <th scope="row">{area.name}</th>
            <td>{percent(area.sureBefore, locale)}%</td>
            <td class={classOf(area)}>
              {percent(area.sureAfter, locale)}%
              {area.sureAfter > area.sureBefore + 0.0005 && <span aria-hidden="true"> ↑</span>}
              {area.sureAfter < area.sureBefore - 0.0005 && <span aria-hidden="true"> ↓</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function classOf({ sureBefore, sureAfter }: KeptShares): string {
  if (sureAfter > sureBefore + 0.0005) return 'more';
  return sureAfter < sureBefore - 0.0005 ? 'less' : '';
}
