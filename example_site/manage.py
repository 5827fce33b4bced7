#!/usr/bin/env python
"""Run a management command as one of the example sites.

ASEAN_EXAMPLE says which: hub, school_a or school_b. Of the story alone are commune, which passes
the column on, school_c, which is behind it, and school_d, which has no line.
"""

import os
import sys
from pathlib import Path

SITES = ("hub", "school_a", "school_b", "commune", "school_c", "school_d")


def main() -> None:
    """Choose the settings by ASEAN_EXAMPLE and hand over to Django."""
    name = os.environ.get("ASEAN_EXAMPLE", "hub")
    if name not in SITES:
        sys.exit(f"ASEAN_EXAMPLE is {name!r}; it can be {', '.join(SITES)}.")
    # The folder above is what `example_site` is imported from, wherever we were started.
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ["DJANGO_SETTINGS_MODULE"] = f"example_site.settings.{name}"

    if "ASEAN_EXAMPLE_CLOCK" in os.environ:
        from example_site import clock

        clock.follow(Path(os.environ["ASEAN_EXAMPLE_CLOCK"]))

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
