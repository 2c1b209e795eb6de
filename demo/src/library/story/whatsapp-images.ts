import { balloons, birthdayCake } from '../scenes/celebration.ts';
import { blossom } from '../scenes/flowers.ts';
import { coffeeAndCroissant, gelato } from '../scenes/food.ts';
import { treeOnHill } from '../scenes/forest.ts';
import { mirrorLake, snowPeaks } from '../scenes/mountains.ts';
import { family, friends, portrait } from '../scenes/people.ts';
import { dogOnLawn, sleepingCat } from '../scenes/pets.ts';
import { hotAirBalloons } from '../scenes/sky.ts';
import { photo } from './demo-file.ts';
import type { DemoFile } from './demo-file.ts';

const small = { longSide: 1024 };
const smallUpright = { longSide: 1024, shape: 'portrait' } as const;

/** What friends sent: smaller, and without EXIF. */
export const WHATSAPP_IMAGES: readonly DemoFile[] = [
  photo('WhatsApp Images/IMG-20200613-WA0002.jpg', '2020-06-13T18:02:11+02:00', snowPeaks, small),
  photo('WhatsApp Images/IMG-20201108-WA0000.jpg', '2020-11-08T10:41:35+01:00', sleepingCat, small),
  photo('WhatsApp Images/IMG-20210814-WA0005.jpg', '2021-08-14T21:15:20+02:00', friends, small),
  photo('WhatsApp Images/IMG-20220618-WA0001.jpg', '2022-06-18T20:33:47+02:00', balloons, smallUpright),
  photo('WhatsApp Images/IMG-20220618-WA0003.jpg', '2022-06-18T20:34:05+02:00', birthdayCake, small),
  photo('WhatsApp Images/IMG-20221002-WA0001.jpg', '2022-10-02T13:09:58+02:00', treeOnHill, small),
  photo('WhatsApp Images/IMG-20230402-WA0004.jpg', '2023-04-02T09:50:16+02:00', blossom, small),
  photo('WhatsApp Images/IMG-20230717-WA0000.jpg', '2023-07-17T08:22:39+02:00', gelato, smallUpright),
  photo('WhatsApp Images/IMG-20231225-WA0007.jpg', '2023-12-25T15:44:02+01:00', family, small),
  photo('WhatsApp Images/IMG-20240316-WA0001.jpg', '2024-03-16T07:58:44+01:00', coffeeAndCroissant, small),
  photo('WhatsApp Images/IMG-20240811-WA0002.jpg', '2024-08-11T06:31:27+02:00', hotAirBalloons, small),
  photo('WhatsApp Images/IMG-20241130-WA0000.jpg', '2024-11-30T17:12:53+01:00', portrait, smallUpright),
  photo('WhatsApp Images/IMG-20250222-WA0003.webp', '2025-02-22T12:20:18+01:00', mirrorLake, {
    ...small,
    format: 'webp',
  }),
  photo('WhatsApp Images/IMG-20250518-WA0006.jpg', '2025-05-18T19:05:31+02:00', dogOnLawn, small),
];
