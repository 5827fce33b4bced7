"""The library: works and vocabularies, where they stand, and what is passed on of them.

Side by side here are what a site imports (`models`, `blocks`, `fields`, `codecs`, `addresses`,
`previews`), what the package asks each app for, and the writes (`actions`, `setup`). The rest is
in rooms, each for one question:

    dates       when is it?
    placements  which banner stands where?
    inventory   what is there, and how does it stand?
    rendering   how does a reader see it?
    sharing     what may a reader take along?
    files       what may its pictures and documents be?
    admin       what does an editor see and do?
"""
