import type { Locale } from '../../../i18n/locale.ts';
import { messagesFor } from '../../../i18n/messages.ts';
import { fieldFact } from '../camera-facts.ts';
import type { CameraRow } from '../cameras.queries.ts';

const text = (value: number | string | null): string => (value === null ? '' : String(value));

/** A camera as its form shows it. What is derived stays empty, to be derived again when lens or sensor change. */
export function formValues(camera: CameraRow): Record<string, string> {
  return {
    version: text(camera.version),
    organisationId: camera.organisationId,
    code: camera.code,
    name: camera.name,
    longitude: camera.longitude.toFixed(6),
    latitude: camera.latitude.toFixed(6),
    height: text(camera.mountingHeightMeters),
    heading: text(camera.headingDegrees),
    headingUnknown: camera.headingDegrees === null ? 'true' : '',
    tilt: text(camera.tiltDegrees),
    kind: '',
    model: camera.model,
    sensorWidth: text(camera.sensorWidthMillimeters),
    focalLength: text(camera.focalLengthMillimeters),
    fieldOfView: fieldFact(camera)?.isDerived ? '' : text(camera.fieldOfViewDegrees),
    imageWidth: text(camera.imageWidthPixels),
    imageHeight: text(camera.imageHeightPixels),
    range: text(camera.rangeMeters),
    'functions[]': camera.functions.join('\n'),
    infrared: camera.hasInfrared === null ? 'unknown' : camera.hasInfrared ? 'yes' : 'no',
    mount: text(camera.mount),
    condition: camera.condition,
    link: camera.link,
    heartbeatMinutes: text(camera.heartbeatMinutes),
    notes: camera.notes,
  };
}

/** The labels of the form's fields by name, for the list of what to mend. What has no field to go to has none. */
export function formLabels(locale: Locale): Record<string, string> {
  const { cameras: words, signals } = messagesFor(locale);
  const { code, name, latitude, longitude, height, heading, tilt, kind, model, sensorWidth, focalLength } = words;
  const { fieldOfView, imageWidth, imageHeight, range, infrared, mount, condition, link, notes } = words;
  return {
    organisationId: words.owner,
    heartbeatMinutes: signals.interval,
    ...{ code, name, latitude, longitude, height, heading, tilt, kind, model, sensorWidth, focalLength },
    ...{ fieldOfView, imageWidth, imageHeight, range, infrared, mount, condition, link, notes },
  };
}

/** The same of a survey's questions. */
export function surveyLabels(locale: Locale): Record<string, string> {
  const { cameras, surveys: words } = messagesFor(locale);
  const { latitude, longitude, height, tilt } = cameras;
  const { photo, notes } = words;
  return {
    placeSays: words.place,
    headingSays: words.heading,
    heading: words.heading,
    occluded: words.view,
    conditionSays: words.condition,
    condition: words.condition,
    mountSays: words.mount,
    ...{ latitude, longitude, height, tilt, photo, notes },
  };
}
