import { procedure, router } from '../../server/trpc.ts';
import {
  countsInside,
  detailInput,
  foundThings,
  insideInput,
  layerCounts,
  layersInput,
  listInput,
  searchInput,
  thingDetail,
  thingPage,
} from './map.schema.ts';
import { getCountsInside, getLayerCounts, getThingDetail, getThingList } from './map.service.ts';
import { searchMap } from './search.service.ts';

export const mapRouter = router({
  /** How many things of each layer the viewer may see. */
  layers: procedure
    .input(layersInput)
    .output(layerCounts)
    .query(({ ctx, input }) => getLayerCounts(ctx, input)),
  /** Lanes, landmarks, zones, and things by number or title. */
  search: procedure
    .input(searchInput)
    .output(foundThings)
    .query(({ ctx, input }) => searchMap(ctx, input, ctx.locale)),
  /** All that the map tells of one thing. */
  detail: procedure
    .input(detailInput)
    .output(thingDetail)
    .query(({ ctx, input }) => getThingDetail(ctx, input, ctx.locale)),
  /** What is in a polygon that was drawn. */
  inside: procedure
    .input(insideInput)
    .output(countsInside)
    .query(({ ctx, input }) => getCountsInside(ctx, input, ctx.locale)),
  /** The same things as the map, as a list. */
  list: procedure
    .input(listInput)
    .output(thingPage)
    .query(({ ctx, input }) => getThingList(ctx, input, ctx.locale)),
});
