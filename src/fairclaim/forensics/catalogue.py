"""Every check, in the order in which it runs and is shown. A new check is one line here."""

from fairclaim.forensics.check import Check
from fairclaim.forensics.checks import (
    aigc_label,
    capture_metadata,
    content_credentials,
    copy_move,
    derived_from_reference,
    double_compression,
    generator_metadata,
    instructions_in_image,
    mark_removed,
    noise_level,
    redrawn_texture,
    regenerated,
    resampling,
    reused_photo,
    same_item,
    screen_recapture,
    views_disagree,
    visible_mark,
)

CATALOGUE: tuple[Check, ...] = (
    derived_from_reference.CHECK,
    views_disagree.CHECK,
    mark_removed.CHECK,
    reused_photo.CHECK,
    content_credentials.CHECK,
    aigc_label.CHECK,
    generator_metadata.CHECK,
    visible_mark.CHECK,
    capture_metadata.CHECK,
    same_item.CHECK,
    instructions_in_image.CHECK,
    noise_level.CHECK,
    resampling.CHECK,
    screen_recapture.CHECK,
    double_compression.CHECK,
    copy_move.CHECK,
    regenerated.CHECK,
    redrawn_texture.CHECK,
)
