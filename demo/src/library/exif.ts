import type { Exif } from 'sharp';

/** What a camera writes about itself. */
export interface Camera {
  readonly make: string;
  readonly model: string;
}

/** A place in decimal degrees, north and east positive. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * The EXIF of a photo, in the form that sharp embeds.
 *
 * @param takenAt ISO 8601 with an offset, such as `2023-07-14T20:15:30+02:00`: the local time and the offset are written apart
 * @throws TypeError when `takenAt` has another form
 */
export function exifOf(camera: Camera, takenAt: string, place?: Place): Exif {
  const [, date, time, offset] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)([+-]\d\d:\d\d)$/.exec(takenAt) ?? [];
  if (date === undefined || time === undefined || offset === undefined) {
    throw new TypeError(`not a time with an offset: ${takenAt}`);
  }
  const local = `${date.replaceAll('-', ':')} ${time}`;
  return {
    IFD0: { Make: camera.make, Model: camera.model, DateTime: local },
    IFD2: {
      DateTimeOriginal: local,
      DateTimeDigitized: local,
      OffsetTime: offset,
      OffsetTimeOriginal: offset,
      OffsetTimeDigitized: offset,
    },
    ...(place !== undefined && {
      IFD3: {
        GPSLatitudeRef: place.latitude < 0 ? 'S' : 'N',
        GPSLatitude: sexagesimal(Math.abs(place.latitude)),
        GPSLongitudeRef: place.longitude < 0 ? 'W' : 'E',
        GPSLongitude: sexagesimal(Math.abs(place.longitude)),
      },
    }),
  };
}

function sexagesimal(degrees: number): string {
  const hundredths = Math.round(degrees * 360_000);
  return `${Math.floor(hundredths / 360_000)}/1 ${Math.floor((hundredths % 360_000) / 6_000)}/1 ${hundredths % 6_000}/100`;
}
