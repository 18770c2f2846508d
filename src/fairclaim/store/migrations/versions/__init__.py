"""The steps. A step that has run somewhere is never edited; the next one mends it."""
