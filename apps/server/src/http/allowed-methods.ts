import type { Route } from '@keepsake/protocol';

/** The methods that some route takes at this address; none when no route is here at all. */
export function allowedMethods(routes: readonly Route[], url: string): readonly string[] {
  const [path = ''] = url.split('?');
  return routes
    .filter((route) => new RegExp(`^/api${route.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path))
    .map((route) => route.method);
}
