/** Permissions of a manifest, with the API level after which one is not asked for any more. */
export const permissionsOf = (text: string, isRemoved: boolean): readonly string[] =>
  [...text.matchAll(/<uses-permission ([^>]*?)\/>/g)]
    .map(([, attributes = '']) => attributes)
    .filter((attributes) => attributes.includes('tools:node="remove"') === isRemoved)
    .map((attributes) => {
      const [, name = ''] = /android:name="android\.permission\.(\w+)"/.exec(attributes) ?? [];
      const [, last] = /android:maxSdkVersion="(\d+)"/.exec(attributes) ?? [];
      return last === undefined ? name : `${name} to ${last}`;
    })
    .sort();
