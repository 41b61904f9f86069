"""Where somebody is hurt, as the form asks and as pages and letters say it."""

BODY_PARTS = (
    ("head", "头、脸、眼睛、耳朵"),
    ("neck", "脖子"),
    ("chest", "胸口、肋骨"),
    ("back", "背、腰、脊柱"),
    ("belly", "肚子、内脏"),
    ("shoulder", "肩膀、胳膊"),
    ("hand", "手、手腕、手指"),
    ("hip", "髋部、骨盆"),
    ("leg", "腿、膝盖"),
    ("foot", "脚、脚踝、脚趾"),
    ("whole", "全身（烧伤、触电、中毒等）"),
    ("inside", "突发疾病，没有外伤"),
)
LABELS = dict(BODY_PARTS)
