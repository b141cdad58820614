import type { RefObject } from 'preact';
import type { Messages } from '../../../i18n/th.ts';
import { MapIcon } from '../../../ui/map/map-icons.tsx';
import type { MapHandle } from '../../../ui/map/types.ts';

export type StageState = 'drawing' | 'loading' | 'open' | 'failed' | 'cannot';

interface Props {
  words: Messages['map'];
  placeWords: Messages['placeMap'];
  stage: StageState;
  /** Where the drawing of the zone is, for before and without the map. */
  drawing: { src: string; alt: string } | null;
  container: RefObject<HTMLDivElement>;
  map: RefObject<MapHandle>;
  isDrawingArea: boolean;
  hasTrouble: boolean;
  note: string;
  locate: () => Promise<void>;
  drawArea: () => Promise<void>;
  onPrint: () => void;
}

/** The map itself, or the drawing that stands in for it, with the buttons that act on it. */
export function MapStage(props: Props) {
  const { words, placeWords, stage, drawing, container, map, isDrawingArea, hasTrouble, note } = props;
  const isMap = stage === 'loading' || stage === 'open';
  const message = messageOf(props, hasTrouble && stage === 'open' ? words.tilesFailed : note);
  return (
    <>
      {drawing && stage !== 'open' && <img class="map-drawing" src={drawing.src} alt={drawing.alt} />}
      {isMap && <div class="map-canvas" ref={container} />}
      {stage === 'open' && (
        <div class="map-buttons">
          <button
            type="button"
            aria-label={placeWords.zoomIn}
            title={placeWords.zoomIn}
            onClick={() => map.current?.zoomBy(1)}
          >
            <MapIcon name="plus" />
          </button>
          <button
            type="button"
            aria-label={placeWords.zoomOut}
            title={placeWords.zoomOut}
            onClick={() => map.current?.zoomBy(-1)}
          >
            <MapIcon name="minus" />
          </button>
          <button
            type="button"
            aria-label={placeWords.myPosition}
            title={placeWords.myPosition}
            onClick={() => void props.locate()}
          >
            <MapIcon name="locate" />
          </button>
          <button
            type="button"
            aria-label={words.draw}
            title={words.draw}
            aria-pressed={isDrawingArea}
            onClick={() => void props.drawArea()}
          >
            <MapIcon name="pentagon" />
          </button>
          <button type="button" class="map-print" aria-label={words.print} title={words.print} onClick={props.onPrint}>
            <MapIcon name="printer" />
          </button>
        </div>
      )}
      <p class="map-message" role="status">
        {message}
      </p>
    </>
  );
}

function messageOf({ words, placeWords, stage, isDrawingArea }: Props, otherwise: string): string {
  if (stage === 'loading') return placeWords.loading;
  if (stage === 'failed') return words.mapFailed;
  if (stage === 'cannot') return words.noWebgl;
  if (isDrawingArea) return placeWords.drawHint;
  return otherwise;
}
