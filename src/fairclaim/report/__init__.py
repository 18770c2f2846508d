"""The examination as people read it: one self-contained page, in Chinese and English."""
