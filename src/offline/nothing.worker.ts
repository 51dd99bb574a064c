// Has nothing to do: that it is loaded is all that is wanted of it (`keepLooking`).
self.close();
