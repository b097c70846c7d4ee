"""The shapes of the sectors, pure: written once, for the pages (templates/_parts/sprite.html) and for files that leave
the house. Paths in a square of 16 around the origin; "m-" the whole shape, "h-" its left half."""

SHAPES = {
    "m-private": "M-5.4-5.4H5.4V5.4H-5.4Z",
    "m-public": "M0-7.2 7.2 0 0 7.2-7.2 0Z",
    "m-third": "M-6.2 0a6.2 6.2 0 1 0 12.4 0a6.2 6.2 0 1 0-12.4 0Z",
    "m-mixed": "M0-7 7 5.4H-7Z",
    "m-unknown": "M-2.4-6.2H2.4V-2.4H6.2V2.4H2.4V6.2H-2.4V2.4H-6.2V-2.4H-2.4Z",
    "h-private": "M-5.4-5.4H0V5.4H-5.4Z",
    "h-public": "M0-7.2V7.2L-7.2 0Z",
    "h-third": "M0-6.2A6.2 6.2 0 0 0 0 6.2Z",
    "h-mixed": "M0-7V5.4H-7Z",
    "h-unknown": "M-2.4-6.2H0V6.2H-2.4V2.4H-6.2V-2.4H-2.4Z",
}
