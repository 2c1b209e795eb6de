// Vitest names the types of jsdom, which jest brings for the app. They would bring the whole DOM with them to where there is none.
export type JSDOM = never;
export type ConstructorOptions = never;
