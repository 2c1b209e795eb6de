import { paintedHouses } from '../scenes/city.ts';
import { gelato, pizza } from '../scenes/food.ts';
import { hazyRidges } from '../scenes/mountains.ts';
import { beachSelfie, friends } from '../scenes/people.ts';
import { lighthouse, parasolOnBeach, sunsetOverSea, turquoiseCove } from '../scenes/seaside.ts';
import { livePhoto, photo, SECOND_PHONE, video } from './demo-file.ts';
import type { DemoFile } from './demo-file.ts';

const bosa = { camera: SECOND_PHONE, place: { latitude: 40.2986, longitude: 8.4981 } };
const calaGoloritze = { camera: SECOND_PHONE, place: { latitude: 40.1083, longitude: 9.6886 } };
const capoTesta = { camera: SECOND_PHONE, place: { latitude: 41.2442, longitude: 9.1447 } };

/** A holiday of nine days. */
export const SARDINIA: readonly DemoFile[] = [
  photo('Sardinia 2023/IMG_3101.JPG', '2023-07-08T17:40:12+02:00', paintedHouses, bosa),
  photo('Sardinia 2023/IMG_3104.JPG', '2023-07-08T20:15:44+02:00', pizza, bosa),
  ...livePhoto('Sardinia 2023/IMG_3107', 'HEIC', '2023-07-09T21:02:31+02:00', sunsetOverSea, bosa),
  photo('Sardinia 2023/IMG_3110.JPG', '2023-07-10T11:24:09+02:00', parasolOnBeach, bosa),
  photo('Sardinia 2023/IMG_3112.JPG', '2023-07-10T12:51:37+02:00', beachSelfie, bosa),
  photo('Sardinia 2023/IMG_3115.JPG', '2023-07-11T10:33:58+02:00', turquoiseCove, calaGoloritze),
  photo('Sardinia 2023/IMG_3116.JPG', '2023-07-11T10:49:20+02:00', turquoiseCove, {
    ...calaGoloritze,
    shape: 'portrait',
    turned: true,
  }),
  photo('Sardinia 2023/IMG_3118.JPG', '2023-07-11T16:05:02+02:00', gelato, {
    ...calaGoloritze,
    shape: 'portrait',
    turned: true,
  }),
  ...livePhoto('Sardinia 2023/IMG_3121', 'JPG', '2023-07-12T09:57:15+02:00', turquoiseCove, calaGoloritze),
  photo('Sardinia 2023/IMG_3124.JPG', '2023-07-12T19:44:41+02:00', hazyRidges, calaGoloritze),
  video('Sardinia 2023/VID_20230714_205530.mp4', '2023-07-14T20:55:30+02:00', sunsetOverSea),
  photo('Sardinia 2023/IMG_3130.JPG', '2023-07-14T20:58:03+02:00', sunsetOverSea, {
    ...capoTesta,
    shape: 'portrait',
    turned: true,
  }),
  photo('Sardinia 2023/IMG_3133.JPG', '2023-07-15T08:12:26+02:00', lighthouse, capoTesta),
  photo('Sardinia 2023/IMG_3136.JPG', '2023-07-15T13:30:50+02:00', parasolOnBeach, capoTesta),
  photo('Sardinia 2023/IMG_3139.JPG', '2023-07-16T12:07:33+02:00', friends, capoTesta),
  photo('Sardinia 2023/Panorama from the terrace.avif', '2023-07-16T07:20:00+02:00', sunsetOverSea, {
    ...capoTesta,
    format: 'avif',
  }),
  // Copied out of the album to be printed: the same bytes under another name.
  {
    kind: 'copy',
    path: 'Camera/for the living room wall.JPG',
    takenAt: '2023-07-11T10:33:58+02:00',
    of: 'Sardinia 2023/IMG_3115.JPG',
  },
  {
    kind: 'text',
    path: 'Sardinia 2023/packing list.txt',
    takenAt: '2023-07-07T19:00:00+02:00',
    text: 'Sun cream\nHats\nSnorkels\nThe good camera\nA book that nobody will read\n',
  },
];
