"""``python -m tochuc.site``: the ``tochuc`` command where no console script is at hand."""

import sys

from tochuc.site.cli import main

sys.exit(main())
