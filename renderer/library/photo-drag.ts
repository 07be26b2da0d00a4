/** What a drag of photos within the window is called, so that it is no drag of files. */
export const photoDragType = 'application/x-diptych-photos';
