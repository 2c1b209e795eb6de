// A page does nothing by itself: its agent does.
export {};
