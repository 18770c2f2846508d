"""One photo against many: what a photo is found by, and indexes that find it."""
