"""`python -m assessor` is the command `dtassess`."""

import sys

from assessor.cli.main import main

sys.exit(main())
