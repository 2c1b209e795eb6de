import { balloons, birthdayCake, gardenLanterns } from '../scenes/celebration.ts';
import { fireworks, skylineAtNight } from '../scenes/city.ts';
import { blossom, poppyField, tulipRows } from '../scenes/flowers.ts';
import { coffeeAndCroissant, pizza } from '../scenes/food.ts';
import { autumnForest, springForest, treeOnHill } from '../scenes/forest.ts';
import { hazyRidges, mirrorLake, snowPeaks, tentUnderStars } from '../scenes/mountains.ts';
import { family, friends, portrait } from '../scenes/people.ts';
import { catOnWindowSill, dogOnLawn, sleepingCat } from '../scenes/pets.ts';
import { lighthouse, sunsetOverSea } from '../scenes/seaside.ts';
import { hotAirBalloons, rainbow } from '../scenes/sky.ts';
import { cabinInSnow, snowman } from '../scenes/winter.ts';
import { AWKWARD_FILE_NAME } from './awkward-file-name.ts';
import { FIRST_PHONE, livePhoto, OLD_CAMERA, photo, SECOND_PHONE, video } from './demo-file.ts';
import type { DemoFile } from './demo-file.ts';

const first = { camera: FIRST_PHONE, longSide: 1440 };
const firstUpright = { ...first, shape: 'portrait', turned: true } as const;
const second = { camera: SECOND_PHONE };
const secondUpright = { camera: SECOND_PHONE, shape: 'portrait', turned: true } as const;

/** The everyday album: seven years with two phones, and one photo from an old memory card. */
export const CAMERA: readonly DemoFile[] = [
  // Found on a memory card and copied here today: it keeps its date of 2009.
  photo('Camera/DSC00412.JPG', '2009-05-17T15:42:08+02:00', family, { camera: OLD_CAMERA, longSide: 1280 }),

  photo('Camera/IMG_0107.JPG', '2018-12-24T17:05:41+01:00', cabinInSnow, first),
  photo('Camera/IMG_0133.JPG', '2019-01-20T11:30:12+01:00', snowman, firstUpright),
  photo('Camera/IMG_0188.JPG', '2019-04-06T09:14:55+02:00', springForest, first),
  photo('Camera/IMG_0201.JPG', '2019-04-27T13:48:20+02:00', tulipRows, first),
  photo('Camera/IMG_0245.JPG', '2019-06-09T18:22:37+02:00', poppyField, first),
  photo('Camera/IMG_0312.JPG', '2019-08-17T10:03:19+02:00', snowPeaks, first),
  photo('Camera/IMG_0377.JPG', '2019-10-19T15:57:46+02:00', autumnForest, first),
  photo('Camera/IMG_0420.JPG', '2020-02-15T14:11:33+01:00', sleepingCat, first),
  photo('Camera/IMG_0466.JPG', '2020-04-12T08:40:02+02:00', catOnWindowSill, first),
  photo('Camera/IMG_0489.JPG', '2020-05-21T12:25:58+02:00', blossom, firstUpright),
  photo('Camera/IMG_0533.JPG', '2020-07-04T16:36:27+02:00', dogOnLawn, first),
  photo('Camera/IMG_0561.JPG', '2020-08-01T23:12:44+02:00', tentUnderStars, first),
  photo('Camera/IMG_0598.JPG', '2020-09-12T07:02:16+02:00', hazyRidges, first),
  photo('Camera/IMG_0650.JPG', '2021-03-03T19:20:09+01:00', birthdayCake, first),
  photo('Camera/IMG_0677.JPG', '2021-05-30T17:45:31+02:00', portrait, firstUpright),
  photo('Camera/IMG_0702.JPG', '2021-06-26T21:33:50+02:00', gardenLanterns, first),
  photo('Camera/IMG_0749.JPG', '2021-09-18T06:55:04+02:00', mirrorLake, first),
  photo('Camera/IMG_0781.JPG', '2021-11-06T14:28:13+01:00', treeOnHill, first),

  // The new phone takes Live Photos.
  ...livePhoto('Camera/IMG_2041', 'JPG', '2022-03-03T18:52:07+01:00', birthdayCake),
  photo('Camera/IMG_2058.JPG', '2022-05-14T10:16:42+02:00', blossom, second),
  photo('Camera/IMG_2066.JPG', '2022-06-18T15:09:28+02:00', balloons, secondUpright),
  photo('Camera/IMG_2067.JPG', '2022-06-18T16:31:53+02:00', friends, second),
  photo('Camera/IMG_2090.JPG', '2022-08-28T06:48:35+02:00', hotAirBalloons, second),
  photo('Camera/IMG_2112.JPG', '2022-10-15T20:05:14+02:00', skylineAtNight, second),
  photo('Camera/IMG_2127.JPG', '2022-11-20T13:12:39+01:00', pizza, second),
  ...livePhoto('Camera/IMG_2188', 'JPG', '2023-01-29T11:22:18+01:00', catOnWindowSill),
  photo('Camera/IMG_2203.JPG', '2023-04-30T12:54:01+02:00', family, second),
  photo('Camera/IMG_2251.JPG', '2023-09-23T19:01:47+02:00', hazyRidges, second),
  video('Camera/VID_20240101_000412.mp4', '2024-01-01T00:04:12+01:00', fireworks),
  photo('Camera/IMG_2302.JPG', '2024-02-10T09:37:25+01:00', coffeeAndCroissant, second),
  photo('Camera/IMG_2344.JPG', '2024-05-05T17:26:56+02:00', rainbow, second),
  photo('Camera/IMG_2351.webp', '2024-05-19T11:58:30+02:00', poppyField, { ...second, format: 'webp' }),
  photo('Camera/IMG_2377.JPG', '2024-07-13T20:41:11+02:00', lighthouse, second),
  photo('Camera/IMG_2378.avif', '2024-07-13T21:18:05+02:00', sunsetOverSea, { ...second, format: 'avif' }),
  photo('Camera/IMG_2410.JPG', '2024-10-26T15:30:49+02:00', autumnForest, secondUpright),
  photo('Camera/IMG_2436.JPG', '2025-01-04T10:08:22+01:00', snowman, second),
  photo('Camera/IMG_2479.JPG', '2025-04-19T14:47:36+02:00', portrait, secondUpright),
  photo('Camera/IMG_2493.JPG', '2025-06-07T18:19:03+02:00', dogOnLawn, second),
  photo(`Camera/${AWKWARD_FILE_NAME}`, '2025-06-21T22:10:10+02:00', skylineAtNight, second),
];
