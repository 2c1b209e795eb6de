import { chatScreen, mapScreen, musicScreen, ticketScreen, weatherScreen } from '../scenes/phone-screens.ts';
import type { Scene } from '../scenes/stage.ts';
import { photo } from './demo-file.ts';
import type { DemoFile } from './demo-file.ts';

const screenshot = (name: string, takenAt: string, scene: Scene): DemoFile =>
  photo(`Screenshots/${name}`, takenAt, scene, { shape: 'phone screen', format: 'png', longSide: 1560 });

/** What nobody means to keep: the album that is left out. */
export const SCREENSHOTS: readonly DemoFile[] = [
  screenshot('Screenshot_20220617-191204.png', '2022-06-17T19:12:04+02:00', chatScreen),
  screenshot('Screenshot_20230708-051533.png', '2023-07-08T05:15:33+02:00', ticketScreen),
  screenshot('Screenshot_20230711-082047.png', '2023-07-11T08:20:47+02:00', mapScreen),
  screenshot('Screenshot_20230714-120902.png', '2023-07-14T12:09:02+02:00', weatherScreen),
  screenshot('Screenshot_20240302-081533.png', '2024-03-02T08:15:33+01:00', musicScreen),
  screenshot('Screenshot_20240816-174451.png', '2024-08-16T17:44:51+02:00', chatScreen),
  screenshot('Screenshot_20250111-223010.png', '2025-01-11T22:30:10+01:00', musicScreen),
  screenshot('Screenshot_20250605-073618.png', '2025-06-05T07:36:18+02:00', weatherScreen),
  // Broken; here it troubles nobody until this album is chosen, too.
  { kind: 'empty', path: 'Screenshots/Screenshot_20250607-181909.png', takenAt: '2025-06-07T18:19:09+02:00' },
];
