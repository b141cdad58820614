import * as z from 'zod/mini';
import type { Position } from '../../compute/geometry/position.ts';
import { AppError } from '../../server/errors.ts';
import { type SitingForm, type SitingRequest, sitingRequest } from './siting.schema.ts';

const position = z.tuple([
  z.number().check(z.minimum(-180), z.maximum(180)),
  z.number().check(z.minimum(-90), z.maximum(90)),
]);
const rings = z.array(z.array(position).check(z.minLength(4), z.maxLength(500))).check(z.minLength(1), z.maxLength(20));
const shape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: rings }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(rings).check(z.minLength(1), z.maxLength(20)) }),
]);

/** What the form asks for, as it is kept. Refuses with `invalid`, beside its field, what cannot be asked so. */
export function requestOf(form: SitingForm): SitingRequest {
  if (form.kind !== 'angles' && form.candidates.length === 0) refuse('candidates', 'siting.mistakeCandidates');
  return sitingRequest.parse({
    ...form,
    drawn: polygonsOf('drawn', form.drawn),
    forbidden: polygonsOf('forbidden', form.forbidden),
    budget: form.budget === '' ? null : form.budget,
    costs: { camera: form.costCamera, pole: form.costPole },
    camera: { fieldDegrees: form.fieldDegrees, heightMeters: form.heightMeters },
    required: [],
    excluded: [],
    seconds: Number(form.seconds),
  });
}

function polygonsOf(field: string, text: string): Position[][][] {
  if (text === '') return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse(field, 'siting.mistakeArea');
  }
  const parsed = shape.safeParse(value);
  if (!parsed.success) return refuse(field, 'siting.mistakeArea');
  return parsed.data.type === 'Polygon' ? [parsed.data.coordinates] : parsed.data.coordinates;
}

function refuse(field: string, mistake: string): never {
  throw new AppError('invalid', mistake, { [field]: mistake });
}
