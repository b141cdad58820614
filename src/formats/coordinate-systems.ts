import proj4 from 'proj4';

/**
 * Definitions of the systems that Thai data comes in besides longitude and latitude: WGS 84 and Indian 1975 on UTM
 * zones 47 and 48. Indian 1975 is moved by EPSG's transformation (4), good to 3 m on land in Thailand, which PROJ and PostGIS
 * choose too; the three-parameter one in their proj4 text lies some 190 m off it. Others are given to us as proj4 text.
 */
const longitudeLatitude = '+proj=longlat +datum=WGS84 +no_defs';
const definitions: Record<number, string> = {
  4326: longitudeLatitude,
  3857: '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs',
  32647: '+proj=utm +zone=47 +datum=WGS84 +units=m +no_defs',
  32648: '+proj=utm +zone=48 +datum=WGS84 +units=m +no_defs',
  24047:
    '+proj=utm +zone=47 +a=6377276.345 +b=6356075.41314024 +towgs84=293,836,318,0.5,1.6,-2.8,2.1 +units=m +no_defs',
  24048:
    '+proj=utm +zone=48 +a=6377276.345 +b=6356075.41314024 +towgs84=293,836,318,0.5,1.6,-2.8,2.1 +units=m +no_defs',
};

export type ToLongitudeLatitude = (x: number, y: number) => [number, number] | undefined;

/**
 * A function from coordinates of the named system (`EPSG:32647`, `32647`, or a proj4 text) to [longitude, latitude] in
 * EPSG:4326; it answers undefined where there is no such place. Undefined when the system is unknown.
 */
export function createProjection(system: string): ToLongitudeLatitude | undefined {
  const definition = definitionOf(system);
  if (definition === undefined) return undefined;
  if (definition === longitudeLatitude) return inRange;
  try {
    const converter = proj4(definition, longitudeLatitude);
    return (x, y) => {
      if (!Number.isFinite(x) || !Number.isFinite(y)) return undefined;
      const [longitude = Number.NaN, latitude = Number.NaN] = converter.forward([x, y]);
      return inRange(longitude, latitude);
    };
  } catch {
    return undefined;
  }
}

function definitionOf(system: string): string | undefined {
  const text = system.trim();
  if (text.startsWith('+proj=') && text.length < 400) return text;
  const code = /^(?:epsg:|urn:ogc:def:crs:epsg:[\d.]*:)?(\d{4,6})$/i.exec(text)?.[1];
  if (code) return definitions[Number(code)];
  return /crs:?84$/i.test(text) ? longitudeLatitude : undefined;
}

function inRange(longitude: number, latitude: number): [number, number] | undefined {
  const isPlace = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 && Number.isFinite(longitude + latitude);
  return isPlace ? [longitude, latitude] : undefined;
}
